import { execa } from "execa";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `docker ARGS`. A failure of the command is an outcome, not an error. */
export async function docker(args: readonly string[], input = ""): Promise<Outcome> {
  const { exitCode, stdout, stderr } = await execa("docker", args, { input, reject: false });
  return { code: exitCode ?? -1, stdout, stderr };
}

/**
 * Runs `docker ARGS` and gives what it printed.
 * @throws when it exits with anything but 0
 */
export async function dockerOutput(args: readonly string[], input = ""): Promise<string> {
  const { code, stdout, stderr } = await docker(args, input);
  if (code !== 0) {
    throw new Error(`docker ${args.join(" ")}: exit ${String(code)}\n${stdout}\n${stderr}`);
  }
  return stdout;
}

/** How the stack runs every service, as arguments of `docker run`. */
export const hardened: readonly string[] = [
  "--init",
  "--read-only",
  "--cap-drop=ALL",
  "--security-opt=no-new-privileges",
  "--tmpfs=/run:exec,size=64m,uid=1000,gid=1000,mode=0755",
  "--tmpfs=/tmp:noexec,size=64m,mode=1777",
];

/**
 * Waits until `look` gives a value that is not undefined.
 * @throws after 30 s, with what `describe` says
 */
export async function until<T>(look: () => Promise<T | undefined>, describe: () => Promise<string>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const value = await look();
    if (value !== undefined) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`waited 30 s in vain: ${await describe()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
