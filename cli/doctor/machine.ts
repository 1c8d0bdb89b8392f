import { readdir, readFile, statfs } from "node:fs/promises";
import { lookup } from "node:dns/promises";
import { networkInterfaces } from "node:os";
import { execa } from "execa";
import { ask, type Answer, type Question } from "./http.ts";
import { stunAnswer, type StunResult } from "./stun.ts";
import { shownCertificate, type Shown } from "./tls.ts";

/** What came of a program. */
export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** There is no such program. */
  readonly missing: boolean;
}

/** Everything that the checks ask of this machine and its network. Tests give one of their own. */
export interface Machine {
  /** Time in milliseconds. */
  readonly now: () => number;
  readonly run: (program: string, ...args: string[]) => Promise<Outcome>;
  /** Text of a file. Undefined: it cannot be read. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** Names in a folder. None where it cannot be read. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** Free space of a folder's disk. Undefined where it cannot be seen. */
  readonly disk: (folder: string) => Promise<{ readonly freeBytes: number; readonly freeFiles: number } | undefined>;
  /** This machine's own addresses. */
  readonly addresses: () => readonly string[];
  /** Addresses of a host name. None: it is not known. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly ask: (question: Question) => Promise<Answer>;
  readonly certificate: (host: string, port: number, name: string) => Promise<Shown>;
  readonly stun: (host: string, port: number) => Promise<StunResult>;
}

const programSeconds = 10;

export const realMachine: Machine = {
  now: () => Date.now(),
  run: async (program, ...args) => {
    const result = await execa(program, args, { reject: false, timeout: programSeconds * 1000 });
    if ("code" in result && result.code === "ENOENT") {
      return { ok: false, stdout: "", stderr: "", missing: true };
    }
    const stderr = result.timedOut ? `no answer within ${String(programSeconds)} seconds` : result.stderr.trim();
    return { ok: !result.failed, stdout: result.stdout, stderr, missing: false };
  },
  read: async (path) => readFile(path, "utf8").catch(() => undefined),
  list: async (folder) => readdir(folder).catch(() => []),
  disk: async (folder) => {
    const stats = await statfs(folder).catch(() => undefined);
    return (
      stats && {
        freeBytes: stats.bavail * stats.bsize,
        // Some file systems make room for files as they need it, and count none.
        freeFiles: stats.files === 0 ? Number.POSITIVE_INFINITY : stats.ffree,
      }
    );
  },
  addresses: () =>
    Object.values(networkInterfaces())
      .flat()
      .flatMap((one) => one?.address ?? []),
  resolve: async (host) => {
    const found = await lookup(host, { all: true }).catch(() => []);
    return found.map(({ address }) => address);
  },
  ask,
  certificate: shownCertificate,
  stun: stunAnswer,
};
