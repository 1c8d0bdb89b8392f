import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isStoredPassword, looksStored, storedPasswordText } from "../config/scram.ts";
import { SetupError } from "./setup/command.ts";

/** A value of Prosody's data files. */
type LuaValue = string | number | boolean | null | ReadonlyMap<string, LuaValue>;

/** What an account's file says of its password: what a stack's secret may hold, or why nothing can be taken over. */
export type AccountSecret = { readonly secret: string; readonly hashed: boolean } | { readonly problem: string };

/** An account of a data folder. */
export interface StoredAccount {
  /** What stands before the @. */
  readonly user: string;
  readonly host: string;
  /** Its file. */
  readonly file: string;
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "\n",
};

const strange = "is no data file of Prosody";
const deepest = 8;

/** Reads what Prosody writes, `return { ["key"] = "value"; };`, and nothing else: a data file is never run. */
class LuaData {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  private take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern, "y");
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    this.at = found === null ? this.at : sticky.lastIndex;
    return found === null ? undefined : (found[1] ?? found[0]);
  }

  private must(pattern: RegExp): string {
    const found = this.take(pattern);
    if (found === undefined) {
      throw new SetupError(strange);
    }
    return found;
  }

  private string(): string | undefined {
    const inner = this.take(/\s*"((?:[^"\\\r\n]|\\[^\r])*)"/);
    return inner?.replace(/\\(\d{1,3}|[^])/g, (_, code: string) =>
      /^\d/.test(code) ? String.fromCharCode(Number(code)) : (escapes[code] ?? code),
    );
  }

  private table(depth: number): ReadonlyMap<string, LuaValue> {
    const members = new Map<string, LuaValue>();
    let index = 0;
    while (this.take(/\s*\}/) === undefined) {
      members.set(this.key() ?? String(++index), this.value(depth));
      if (this.take(/\s*[;,]/) === undefined) {
        this.must(/\s*\}/);
        break;
      }
    }
    return members;
  }

  /** Undefined: the member has none, as in a list. */
  private key(): string | undefined {
    if (this.take(/\s*\[/) === undefined) {
      return this.take(/\s*([A-Za-z_]\w*)\s*=/);
    }
    const key = this.string() ?? this.must(/\s*(\d+)/);
    this.must(/\s*\]\s*=/);
    return key;
  }

  private value(depth: number): LuaValue {
    if (depth > deepest) {
      throw new SetupError(strange);
    }
    const text = this.string();
    if (text !== undefined) {
      return text;
    }
    if (this.take(/\s*\{/) !== undefined) {
      return this.table(depth + 1);
    }
    const word = this.must(/\s*(true|false|nil|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?!\w)/);
    return word === "nil" ? null : /^[tf]/.test(word) ? word === "true" : Number(word);
  }

  read(): ReadonlyMap<string, LuaValue> {
    this.must(/\s*return\s*\{/);
    const members = this.table(1);
    this.must(/\s*;?\s*$/);
    return members;
  }
}

const hexKey = /^[0-9a-f]{40}$/i;

/** What the text of an account's file says of its password. `text`: one character for each byte. */
export function accountSecret(text: string): AccountSecret {
  let account: ReadonlyMap<string, LuaValue>;
  try {
    account = new LuaData(text).read();
  } catch {
    return { problem: `its file ${strange}` };
  }
  const [password, salt, storedKey, serverKey, iterations] = [
    "password",
    "salt",
    "stored_key",
    "server_key",
    "iteration_count",
  ].map((key) => account.get(key));
  if (account.get("disabled") === true) {
    return { problem: "is disabled" };
  }
  if (typeof password === "string" && password !== "") {
    const plain = Buffer.from(password, "latin1").toString("utf8");
    if (/[\r\n\0]/.test(plain) || looksStored(plain)) {
      return { problem: "has a password that cannot be a secret here" };
    }
    return { secret: plain, hashed: false };
  }
  if (typeof salt !== "string" || typeof storedKey !== "string" || typeof serverKey !== "string") {
    return { problem: "has no password" };
  }
  if (!hexKey.test(storedKey) || !hexKey.test(serverKey)) {
    return { problem: "has a stored password that is none of SCRAM-SHA-1: the person needs a new one" };
  }
  const secret = storedPasswordText({
    iterations: typeof iterations === "number" ? iterations : 0,
    salt: Buffer.from(salt, "latin1"),
    storedKey: Buffer.from(storedKey, "hex"),
    serverKey: Buffer.from(serverKey, "hex"),
  });
  return isStoredPassword(secret) ? { secret, hashed: true } : { problem: "has an incomplete stored password" };
}

/** What Prosody's data folder may be below what people name: its own folder, or docker-jitsi-meet's CONFIG. Newest first. */
const places = ["", "data", "storage/prosody/data", "config/data", "prosody/config/data"];

/** A name as Prosody writes it in a path: every byte but letters and digits is %xx. */
function decoded(name: string): string {
  const bytes = name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

async function hostsIn(folder: string): Promise<string[]> {
  const entries = existsSync(folder) ? await readdir(folder, { withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "accounts")))
    .map(({ name }) => name)
    .sort();
}

async function accountsOf(folder: string, host: string): Promise<StoredAccount[]> {
  const files = await readdir(join(folder, host, "accounts"));
  return files
    .filter((name) => name.endsWith(".dat"))
    .sort()
    .map((name) => ({
      user: decoded(name.slice(0, -".dat".length)),
      host: decoded(host),
      file: join(folder, host, "accounts", name),
    }));
}

/**
 * Every account of a Prosody data folder, or of the docker-jitsi-meet configuration folder that it is in.
 * @throws SetupError where there is none, or where it cannot be read.
 */
export async function storedAccounts(folder: string): Promise<readonly StoredAccount[]> {
  try {
    for (const place of places) {
      const data = join(folder, place);
      const hosts = await hostsIn(data);
      if (hosts.length > 0) {
        return (await Promise.all(hosts.map((host) => accountsOf(data, host)))).flat();
      }
    }
  } catch (error) {
    throw new SetupError(`${folder} cannot be read: ${(error as Error).message}`);
  }
  throw new SetupError(
    existsSync(folder)
      ? `${folder} holds no accounts of Prosody. There must be <host>/accounts/<user>.dat in it, or in ${places.slice(1).join(", ")} below it.`
      : `There is no folder ${folder}.`,
  );
}

/** What an account's file says. @throws SetupError where it cannot be read. */
export async function readAccount({ file }: StoredAccount): Promise<AccountSecret> {
  try {
    return accountSecret(await readFile(file, "latin1"));
  } catch (error) {
    throw new SetupError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
