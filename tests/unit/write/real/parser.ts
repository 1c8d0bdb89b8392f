import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { type Interface, createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** A program that reads one request a line and answers each with one line of JSON, or with `error` and a message. */
export class Parser {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: Interface;

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#process = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, ...env } });
    this.#lines = createInterface({ input: this.#process.stdout });
  }

  /** Sends one request. Rejects with the parser's own message when it refuses. */
  async ask(request: string): Promise<unknown> {
    const answer = once(this.#lines, "line") as Promise<[string]>;
    this.#process.stdin.write(`${request}\n`);
    const [line] = await answer;
    if (line.startsWith("error ")) {
      throw new Error(line);
    }
    return JSON.parse(line);
  }

  async stop(): Promise<void> {
    const exit = once(this.#process, "exit");
    this.#process.stdin.end();
    await exit;
  }
}
