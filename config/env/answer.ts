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
  /** No variable of docker-jitsi-meet that is known here. */
  | "unsupported";

/** The answer to one variable of a file. */
export interface Answer {
  readonly variable: string;
  readonly answer: AnswerKind;
  /** Path of the setting it sets; of several, joined with a comma and a space. */
  readonly setting: string | null;
  /** The setting's value, of several the values by path, or the text that was refused. Never a secret's: `[secret]`. */
  readonly value: unknown;
  readonly reason: string | null;
}

/** Non-empty values of a file by name. */
export type EnvValues = ReadonlyMap<string, string>;

/** What a rule makes of a value: a setting's value, or the reason why it makes none. */
export type Verdict =
  | {
      readonly answer: "translated";
      readonly setting: string;
      readonly value: unknown;
      /** Other settings that the same variable sets, by path. */
      readonly also?: Readonly<Record<string, unknown>>;
      readonly reason: string;
    }
  /** A setting's value as text, to be converted as the setting's type says. */
  | { readonly answer: "text"; readonly setting: string; readonly text: string; readonly reason: string }
  | { readonly answer: "ignored" | "refused"; readonly reason: string };

/** How a variable is answered that is not, or not only, the plain variable of a setting. */
export interface VariableRule {
  /** The answer in general, for the list of all variables. Absent: the variable has a setting. */
  readonly answer?: Exclude<AnswerKind, "setting" | "unsupported">;
  /** The reason in general. */
  readonly reason: string;
  /** The answer to a value. Undefined: what the setting that names the variable says. Absent: the answer in general. */
  readonly decide?: (value: string, file: EnvValues) => Verdict | undefined;
  /** Paths of the settings that `decide` may set besides the one that names the variable, in order. */
  readonly sets?: readonly string[];
}

/** Rules by the names of their variables. */
export type VariableRules = Readonly<Record<string, VariableRule>>;
