import { formatPath, removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import type { Rule } from "./draft.ts";

const userWithoutPassword: Rule = {
  reads: ["auth.users", "secrets.users"],
  check: ({ settings, secrets, unread }) =>
    unread.has("secrets.users")
      ? []
      : [...new Set(settings.auth.users)]
          .filter((name) => !Object.hasOwn(secrets.users, name))
          .map((name) => {
            const path = formatPath(["secrets", "users", name]);
            return { path, reason: `is missing: auth.users names ${name}`, fix: setSecretCommand(path) };
          }),
};

const passwordWithoutUser: Rule = {
  reads: ["auth.users", "secrets.users"],
  check: ({ settings, secrets }) =>
    Object.keys(secrets.users)
      .filter((name) => !settings.auth.users.includes(name))
      .map((name) => {
        const path = formatPath(["secrets", "users", name]);
        return {
          path,
          reason: `is a password without an account: auth.users does not name ${name}`,
          fix: removeCommand(path),
        };
      }),
};

const userTwice: Rule = {
  reads: ["auth.users"],
  check: ({ settings }) =>
    settings.auth.users.flatMap((name, index, all) => {
      const path = formatPath(["auth", "users", index]);
      return all.indexOf(name) === index
        ? []
        : [{ path, value: name, reason: "is named twice", fix: removeCommand(path) }];
    }),
};

const guestsWithoutAccounts: Rule = {
  reads: ["auth.guests", "auth.type"],
  check: ({ settings }) =>
    settings.auth.guests && settings.auth.type === "none"
      ? [
          {
            path: "auth.guests",
            value: true,
            reason: "needs a way to log in: with auth.type none, everybody may create and enter rooms",
            fix: setCommand("auth.type", "internal"),
          },
        ]
      : [],
};

const usersOfAnotherType: Rule = {
  reads: ["auth.users", "auth.type"],
  check: ({ settings: { auth } }) =>
    auth.users.length > 0 && auth.type !== "internal"
      ? [
          {
            path: "auth.type",
            value: auth.type,
            reason: "has no use for the accounts in auth.users: they are for auth.type internal",
            fix: setCommand("auth.type", "internal"),
          },
        ]
      : [],
};

export const accountRules: readonly Rule[] = [
  userWithoutPassword,
  passwordWithoutUser,
  userTwice,
  guestsWithoutAccounts,
  usersOfAnotherType,
];
