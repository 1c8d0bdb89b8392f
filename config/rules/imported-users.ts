import { formatPath, setSecretCommand } from "../commands.ts";
import { isStoredPassword, looksStored } from "../scram.ts";
import type { Rule } from "./draft.ts";

/** Prosody takes a secret of this form for what is stored of a password, so it can be no password. */
const brokenStoredPassword: Rule = {
  reads: ["secrets.users"],
  check: ({ secrets }) =>
    Object.entries(secrets.users)
      .filter(([, secret]) => looksStored(secret) && !isStoredPassword(secret))
      .map(([name]) => {
        const path = formatPath(["secrets", "users", name]);
        return {
          path,
          reason: "begins like a stored password (SCRAM-...$), and is no complete one of SCRAM-SHA-1",
          fix: setSecretCommand(path),
        };
      }),
};

export const importedUserRules: readonly Rule[] = [brokenStoredPassword];
