/** A value as it may be shown: a URL's user and password are left out, whatever setting they were put into. */
export function shown(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\/\/[^/?#\s]*@/g, "//[secret]@") : value;
}
