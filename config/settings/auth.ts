import { z } from "zod";
import { jwt } from "./auth/jwt.ts";
import { ldap } from "./auth/ldap.ts";
import { matrix } from "./auth/matrix.ts";
import { reservations } from "./auth/reservations.ts";
import { group, setting } from "./setting.ts";
import { accountName, whole } from "./types.ts";

export const auth = group({
  type: setting(z.enum(["none", "internal", "ldap", "jwt", "matrix", "hybrid_matrix_token"]).default("none"), {
    doc: "Who may open rooms. `none`: everybody. `internal`: people with an account of the stack (auth.users). `ldap`: people in a directory. `jwt`: people with a token of your application or OpenID provider. `matrix`: members of Matrix rooms. `hybrid_matrix_token`: both of these.",
    effect: ["reload web", "restart prosody", "restart jicofo"],
  }),
  guests: setting(z.boolean().default(false), {
    doc: "People who have not logged in may enter rooms that somebody has opened who has.",
    env: ["ENABLE_GUESTS"],
    effect: ["reload web", "restart prosody"],
  }),
  users: setting(z.array(accountName).default([]), {
    doc: "Accounts that exist, and no others that the stack once made. Each needs its password in secrets.users.<name>.",
    effect: ["reload prosody"],
  }),
  autoLogin: setting(z.boolean().default(true), {
    doc: "Browsers remember a login (internal, ldap) for auth.sessionLifetime, and need no password until then.",
    env: ["ENABLE_AUTO_LOGIN"],
    effect: ["restart jicofo"],
  }),
  sessionLifetime: setting(whole(60).default(86400), {
    doc: "How long a login (internal, ldap) is remembered.",
    unit: "seconds",
    env: ["JICOFO_AUTH_LIFETIME"],
    effect: ["restart jicofo"],
  }),
  ldap,
  jwt,
  matrix,
  reservations,
});
