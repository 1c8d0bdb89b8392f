/** One thing that is wrong with the settings. */
export interface Problem {
  /** The setting, group or key: `http.port`. */
  readonly path: string;
  /** What was given. Never a secret, and absent where the value is not the point. */
  readonly value?: unknown;
  /** Completes "<path>: ...". */
  readonly reason: string;
  /** The command that mends it. */
  readonly fix: string;
}

const longestValue = 60;

function valueText(value: unknown): string {
  // What JSON has no word for gives undefined, whatever the types say.
  const text = (JSON.stringify(value) as string | undefined) ?? String(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}...` : text;
}

function problemText(problem: Problem): string {
  const value = problem.value === undefined ? "" : ` = ${valueText(problem.value)}`;
  return `  ${problem.path}${value}: ${problem.reason}\n    fix: ${problem.fix}`;
}

/** All problems as one text for people. */
export function report(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`;
  return [
    `${count} in the settings. Nothing was changed.`,
    "",
    ...problems.map(problemText),
    "",
    "Where the pulumi command is not installed, `npm run pulumi -- config ...` does the same. docs/reference.md lists every setting.",
  ].join("\n");
}

/** Settings that cannot be used, with every reason at once. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(report(problems));
    this.problems = problems;
  }
}
