import type { Credentials } from "./xmpp/connection.ts";

/** Keys of the browser's storage by which a recorder logs in, as in the real app. */
const keys = { user: "xmpp_username_override", password: "xmpp_password_override" } as const;

/**
 * The account that a recorder enters with: from its address, where the real app takes over what is to be in the browser's storage, or
 * from the storage. Undefined where there is none: it enters as everybody else does, and is seen.
 */
export function recorderLogin(hash: string, storage: Pick<Storage, "getItem">): Credentials | undefined {
  const given = new URLSearchParams(hash.replace(/^#/, "")).get("appData.localStorageContent");
  const content = given === null ? {} : (JSON.parse(JSON.parse(given) as string) as Record<string, unknown>);
  const value = (key: string): string | null => {
    const found = content[key];
    return typeof found === "string" ? found : storage.getItem(key);
  };
  const [user, password] = [value(keys.user), value(keys.password)];
  return user === null || password === null ? undefined : { user, password };
}
