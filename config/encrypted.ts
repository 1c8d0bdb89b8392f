/** Stands in raw settings for a value that is set, but encrypted, where it need not be known. */
export const encrypted = Symbol("encrypted");

/** What a schema is shown in place of an encrypted value inside another, such as one user's password. */
const standIn = "encrypted";

export function isEncrypted(value: unknown): boolean {
  return value === encrypted;
}

/** Whether the value is, or holds, an encrypted one. */
export function hasEncrypted(value: unknown): boolean {
  return isEncrypted(value) || (typeof value === "object" && value !== null && Object.values(value).some(hasEncrypted));
}

/** The value with a stand-in for each encrypted one. */
export function withoutEncrypted(value: unknown): unknown {
  if (isEncrypted(value)) {
    return standIn;
  }
  if (typeof value !== "object" || value === null || !hasEncrypted(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(withoutEncrypted);
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutEncrypted(member)]));
}
