import { SetupError } from "./setup/command.ts";

/** Ends the program with the message of a person's mistake, or with the whole stack of a mistake of ours. */
export function explain(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof SetupError) {
    console.error(`\n${error.message}`);
    return;
  }
  console.error(error);
}
