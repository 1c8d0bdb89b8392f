import { formatPath, removeCommand, setCommand } from "../config/commands.ts";
import { domains } from "../config/derived.ts";
import { checkSettings } from "../config/parse.ts";
import type { Problem } from "../config/problems.ts";
import { accountName } from "../config/settings/types.ts";
import { projectDir } from "./bootstrap.mjs";
import { readAccount, storedAccounts, type StoredAccount } from "./prosody-data.ts";
import { refuseProblems } from "./settings-file.ts";
import { SetupError } from "./setup/command.ts";
import {
  changeStack,
  readStackFile,
  type SettingValue,
  type StackFile,
  type StoreSecret,
  withValues,
} from "./stack-change.ts";
import { table } from "./table.ts";

/** How an account of another Prosody is answered. */
export type AccountAnswerKind =
  /** It becomes an account of the stack, with its password. */
  | "imported"
  /** The stack has it already, with a secret of its own. */
  | "kept"
  /** It belongs to a service or to another host. */
  | "skipped"
  /** It cannot be taken over; the reason says why. */
  | "refused";

export interface AccountAnswer {
  readonly account: string;
  readonly answer: AccountAnswerKind;
  /** How its password came: as a hash, which stays valid, or as it is. Null: it did not. */
  readonly password: "hashed" | "plain" | null;
  readonly reason: string | null;
}

/** What the accounts of a data folder would do to a stack. */
export interface UsersPlan {
  readonly answers: readonly AccountAnswer[];
  readonly values: readonly SettingValue[];
}

interface Taken {
  readonly user: string;
  readonly secret: string;
}

/** The stack as far as accounts go. */
interface Stack {
  readonly main: string;
  readonly users: readonly string[];
  readonly secrets: ReadonlySet<string>;
}

function answer(account: StoredAccount, kind: AccountAnswerKind, reason: string | null): AccountAnswer {
  return { account: `${account.user}@${account.host}`, answer: kind, password: null, reason };
}

async function take(account: StoredAccount, stack: Stack): Promise<{ answer: AccountAnswer; taken?: Taken }> {
  const { user, host } = account;
  if (host !== stack.main) {
    return { answer: answer(account, "skipped", `is no account of ${stack.main}, where people log in (xmpp.domain)`) };
  }
  const name = accountName.safeParse(user);
  if (!name.success) {
    return { answer: answer(account, "refused", `its name ${name.error.issues[0]?.message ?? "is not allowed"}`) };
  }
  if (stack.secrets.has(user)) {
    const path = formatPath(["secrets", "users", user]);
    const reason = `the stack has a secret for it, which stays. To take this one instead: ${removeCommand(path)}`;
    return { answer: answer(account, "kept", reason) };
  }
  const found = await readAccount(account);
  return "problem" in found
    ? { answer: answer(account, "refused", found.problem) }
    : {
        answer: { ...answer(account, "imported", null), password: found.hashed ? "hashed" : "plain" },
        taken: { user, secret: found.secret },
      };
}

function keysOf(raw: unknown, [key, ...below]: readonly string[]): ReadonlySet<string> {
  const group = typeof raw === "object" && raw !== null ? (raw as Record<string, unknown>) : {};
  return key === undefined ? new Set(Object.keys(group)) : keysOf(group[key], below);
}

/**
 * Works out what would come of the accounts of a Prosody data folder.
 * @param raw the stack's settings.
 * @throws SetupError where the folder holds no accounts, or where people log in with something else than accounts.
 */
export async function planUsers(folder: string, raw: unknown): Promise<UsersPlan> {
  const { settings } = checkSettings(raw, { withoutPackages: true }).parsed;
  const { type, users } = settings.auth;
  if (type !== "none" && type !== "internal") {
    throw new SetupError(
      `auth.type is ${type}, and people with accounts of the stack log in with internal. ${setCommand("auth.type", "internal")} changes it.`,
    );
  }
  const stack: Stack = { main: domains(settings).main, users, secrets: keysOf(raw, ["secrets", "users"]) };
  const results = await Promise.all((await storedAccounts(folder)).map((account) => take(account, stack)));
  const taken = results.flatMap((result) => result.taken ?? []);
  const values: SettingValue[] = [
    ...(type === "none" ? [{ keys: ["auth", "type"], value: "internal" }] : []),
    { keys: ["auth", "users"], value: [...new Set([...users, ...taken.map(({ user }) => user)])] },
    ...taken.map(({ user, secret }) => ({ keys: ["secrets", "users", user], value: secret })),
  ];
  return { answers: results.map((result) => result.answer), values: taken.length === 0 ? [] : values };
}

/** An import of users, ready to be carried out. */
export interface UsersImport extends UsersPlan {
  readonly stackFile: StackFile;
  readonly problems: readonly Problem[];
}

/** Reads a data folder and the stack, and works out what would come of it. Writes nothing. @throws SetupError */
export async function planUsersImport(folder: string, stack: string, project = projectDir): Promise<UsersImport> {
  const stackFile = await readStackFile(stack, project);
  const plan = await planUsers(folder, stackFile.raw);
  const { problems } = checkSettings(withValues(stackFile.raw, plan.values), { withoutPackages: true });
  return { ...plan, stackFile, problems };
}

/** Carries an import out. @throws SetupError with the reason, and nothing changed. */
export async function applyUsersImport(plan: UsersImport, stack: string, storeSecret?: StoreSecret): Promise<void> {
  refuseProblems(plan.problems);
  if (plan.values.length > 0) {
    await changeStack(plan.stackFile, plan.values, stack, storeSecret);
  }
}

/** The answers as a table, and how many there are of each kind. */
export function usersText(answers: readonly AccountAnswer[]): string {
  const rows = answers.map((one) => [one.account, one.answer, one.password ?? "", one.reason ?? ""]);
  const kinds = ["imported", "kept", "skipped", "refused"] as const;
  const total = kinds
    .map((kind): [string, number] => [kind, answers.filter((one) => one.answer === kind).length])
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${String(count)} ${kind}`)
    .join(", ");
  return `${table([["ACCOUNT", "ANSWER", "PASSWORD", "REASON"], ...rows])}\n\n${String(answers.length)} ${answers.length === 1 ? "account" : "accounts"}: ${total}`;
}
