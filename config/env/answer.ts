/** How a docker-jitsi-meet variable is answered. */
export type AnswerKind =
  /** It has a setting of its own. */
  | "setting"
  /** It becomes a setting, renamed or reshaped. */
  | "translated"
  /** It makes no difference here, for the reason given. */
  | "ignored"
  /** It cannot be taken over as it stands; the reason says what to do instead. */
  | "refused"
  /** Known, and without a setting so far; or not known at all. */
  | "unsupported";

/** The answer to one variable of a file. */
export interface Answer {
  readonly variable: string;
  readonly answer: AnswerKind;
  /** Path of the setting it sets. */
  readonly setting: string | null;
  /** The setting's value, or the text that was refused. Never a secret's: `[secret]`. */
  readonly value: unknown;
  readonly reason: string | null;
}

/** Non-empty values of a file by name. */
export type EnvValues = ReadonlyMap<string, string>;

/** What a rule makes of a value: a setting's value, or the reason why it makes none. */
export type Verdict =
  | { readonly answer: "translated"; readonly setting: string; readonly value: unknown; readonly reason: string }
  /** A setting's value as text, to be converted as the setting's type says. */
  | { readonly answer: "text"; readonly setting: string; readonly text: string; readonly reason: string }
  | { readonly answer: "ignored" | "refused" | "unsupported"; readonly reason: string };

/** How a variable is answered that is not, or not only, the plain variable of a setting. */
export interface VariableRule {
  /** The answer in general, for the list of all variables. Absent: the variable has a setting. */
  readonly answer?: Exclude<AnswerKind, "setting">;
  /** The reason in general. */
  readonly reason: string;
  /** The answer to a value. Undefined: what the setting that names the variable says. Absent: the answer in general. */
  readonly decide?: (value: string, file: EnvValues) => Verdict | undefined;
}
