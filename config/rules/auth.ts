import { ldapRules } from "./auth-ldap.ts";
import { matrixRules } from "./auth-matrix.ts";
import { reservationRules } from "./auth-reservations.ts";
import { tokenRules } from "./auth-tokens.ts";
import type { Rule } from "./draft.ts";

/** Rules of the ways to log in. Those of the stack's own accounts are in accounts.ts. */
export const authRules: readonly Rule[] = [...ldapRules, ...tokenRules, ...matrixRules, ...reservationRules];
