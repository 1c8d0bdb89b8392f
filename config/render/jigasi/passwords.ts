/** Where the password of a property is, and how it is written there. */
export interface Password {
  /** Name of a file in the secrets folder. */
  readonly file: string;
  /** jigasi wants `.PASSWORD` in base64, and others as they are. */
  readonly encoding: "base64" | "plain";
}

/** Properties that hold a password, by name. */
export type PasswordKeys = Readonly<Record<string, Password>>;

/**
 * passwords.map: a line `<property>=<encoding>:<file>` for each password, in place of the value, which no rendered file may hold. No
 * name has an `=` or a character in it that a properties file would escape. The start script reads each line and appends
 * `<property>=<value>` to the properties that jigasi reads: with base64, the base64 text of the file, on one line; with plain, the
 * file's text with each backslash doubled, and one in front of a space that it begins with. A file that is missing is left out.
 */
export function passwordFile(keys: PasswordKeys): string {
  return Object.entries(keys)
    .map(([key, { encoding, file }]) => `${key}=${encoding}:${file}\n`)
    .join("");
}
