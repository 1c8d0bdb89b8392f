import { execa, type Options } from "execa";

/** A problem of the machine that the person can solve: shown as it is, without a stack trace. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}

/** Runs a program and returns its standard output. On failure the error shows what it said last. */
export async function command(file: string, args: readonly string[], options: Options = {}): Promise<string> {
  const result = await execa(file, [...args], { ...options, reject: false, all: true });
  if (result.failed) {
    const said = String(result.all).trimEnd().split("\n").slice(-15).join("\n");
    throw new SetupError(`${[file, ...args].join(" ")} failed${said === "" ? "" : `:\n${said}`}`);
  }
  return String(result.stdout);
}

/** Whether a program runs and succeeds. */
export async function succeeds(file: string, args: readonly string[], options: Options = {}): Promise<boolean> {
  return !(await execa(file, [...args], { ...options, reject: false })).failed;
}

/** Polls until the condition holds. Seconds. */
export async function waitFor(condition: () => Promise<boolean>, seconds: number): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (await condition()) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}
