/** The configuration files of one service: path relative to its /config -> text. */
export type Files = Readonly<Record<string, string>>;
