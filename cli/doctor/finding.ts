import type { Sight } from "./sight.ts";

/** Something that is not as it should be. */
export interface Finding {
  /** `broken`: people cannot call as they should. `warning`: they can, so far. */
  readonly severity: "broken" | "warning";
  readonly problem: string;
  /** What it means for people. */
  readonly effect: string;
  /** The command that mends it, or what to do where no command does. */
  readonly fix: string;
}

/** One thing that the doctor looks at. It reads, and changes nothing. */
export interface Check {
  readonly title: string;
  /** Why there is nothing to look at. Undefined: there is. */
  readonly skip?: (sight: Sight) => string | undefined;
  readonly run: (sight: Sight) => Promise<readonly Finding[]> | readonly Finding[];
}

type Words = Omit<Finding, "severity">;

export function broken(words: Words): Finding {
  return { severity: "broken", ...words };
}

export function warning(words: Words): Finding {
  return { severity: "warning", ...words };
}
