import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl } from "../types.ts";
import { claim, restartsProsody as effect, roomName } from "./values.ts";

/** Each setting has a schema of its own: what is said about a setting hangs on it. */
const claims = () => z.array(claim).min(1, "must name at least one").optional();

/** Which tokens are good, and what their owners may do: auth.type jwt and hybrid_matrix_token. */
export const jwt = group({
  appId: setting(claim.optional(), {
    doc: "Name of the application that issues tokens: their `iss`, unless auth.jwt.acceptedIssuers says otherwise.",
    env: ["JWT_APP_ID"],
    effect,
  }),
  keyServerUrl: setting(httpUrl.optional(), {
    doc: "Server of public keys, one file a key: <url>/<SHA-256 of the key's id>.pem. Instead of secrets.jwtAppSecret.",
    env: ["JWT_ASAP_KEYSERVER"],
    effect,
  }),
  jwksUrl: setting(httpUrl.optional(), {
    doc: "Address of the public keys as a JSON Web Key Set, as OpenID providers have it. Instead of secrets.jwtAppSecret.",
    effect,
  }),
  algorithm: setting(z.enum(["HS256", "HS384", "HS512", "RS256", "RS384", "RS512"]).optional(), {
    doc: "How tokens are signed. No other algorithm is taken.",
    env: ["JWT_SIGN_TYPE"],
    derivedDefault: "HS256 with secrets.jwtAppSecret, RS256 with public keys",
    effect,
  }),
  acceptedIssuers: setting(claims(), {
    doc: "What a token's `iss` may be. `*` alone takes any.",
    env: ["JWT_ACCEPTED_ISSUERS"],
    derivedDefault: "auth.jwt.appId",
    effect,
  }),
  acceptedAudiences: setting(claims(), {
    doc: "What a token's `aud` may be. Without it: anything, but it must be there.",
    env: ["JWT_ACCEPTED_AUDIENCES"],
    effect,
  }),
  allowEmpty: setting(z.boolean().default(false), {
    doc: "Let people in without a token, as if they had one. For people who wait until a meeting is open, take auth.guests.",
    env: ["JWT_ALLOW_EMPTY"],
    effect,
  }),
  requireRoomClaim: setting(z.boolean().default(true), {
    doc: "A token must name its room, or `*`. Tokens of OpenID providers name none.",
    effect,
  }),
  verifyDomain: setting(z.boolean().default(false), {
    doc: "A token's `sub` must be the tenant or the domain of the room.",
    env: ["JWT_ENABLE_DOMAIN_VERIFICATION"],
    effect,
  }),
  loginUrl: setting(httpUrl.optional(), {
    doc: "Where people without a token are sent to get one. {room}, {state} and {code_challenge} are filled in.",
    env: ["TOKEN_AUTH_URL"],
    effect: ["reload web"],
  }),
  moderators: setting(z.enum(["first", "token", "everybody"]).default("first"), {
    doc: "Who becomes moderator. `first`: who comes first, as focus.conference.autoOwner says. `token`: whose token says so, by context.user.moderator or .affiliation. `everybody`: all, outside the moderated rooms.",
    effect,
  }),
  moderatedRooms: setting(z.array(roomName).default([]), {
    doc: "With auth.jwt.moderators everybody: rooms where only people are moderators whose token is for that room.",
    effect,
  }),
  moderatedTenants: setting(z.array(roomName).default([]), {
    doc: "With auth.jwt.moderators everybody: tenants in whose rooms only people are moderators whose token is for them.",
    effect,
  }),
  moderatorIssuers: setting(claims(), {
    doc: "With auth.jwt.moderators everybody: whose tokens count in moderated rooms. Without it: all that are accepted.",
    env: ["JWT_ACCEPTED_ALLOWNER_ISSUERS"],
    effect,
  }),
});
