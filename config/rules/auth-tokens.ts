import { formatPath, removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import type { Problem } from "../problems.ts";
import { usesApplicationTokens, usesAppSecret } from "../render/prosody-auth.ts";
import type { Settings } from "../settings/index.ts";
import type { Draft, Rule } from "./draft.ts";
import { hasSecret, reachable } from "./inside.ts";

type Jwt = Settings["auth"]["jwt"];

/** A rule that only counts where tokens of an application open rooms. */
function tokenRule(reads: readonly string[], check: (jwt: Jwt, draft: Draft) => readonly Problem[]): Rule {
  return {
    reads: ["auth.type", ...reads.map((key) => (key.includes(".") ? key : `auth.jwt.${key}`))],
    check: (draft) => (usesApplicationTokens(draft.settings) ? check(draft.settings.auth.jwt, draft) : []),
  };
}

const keyUrls = ["keyServerUrl", "jwksUrl"] as const;

const withoutApplication = tokenRule(["appId"], ({ appId }, { settings }) =>
  appId === undefined
    ? [
        {
          path: "auth.jwt.appId",
          reason: `is missing: with auth.type ${settings.auth.type}, tokens name it as their issuer`,
          fix: setCommand("auth.jwt.appId", "my-app"),
        },
      ]
    : [],
);

const withoutKey = tokenRule([...keyUrls, "secrets.jwtAppSecret"], (_, draft) =>
  usesAppSecret(draft.settings) && !hasSecret(draft, "jwtAppSecret")
    ? [
        {
          path: "secrets.jwtAppSecret",
          reason:
            "is missing: no token could be verified. Instead of it, auth.jwt.jwksUrl or auth.jwt.keyServerUrl says where public keys are",
          fix: setSecretCommand("secrets.jwtAppSecret"),
        },
      ]
    : [],
);

const twoKeys = tokenRule([...keyUrls, "secrets.jwtAppSecret"], (jwt, draft) => {
  const [first, second] = keyUrls.filter((key) => jwt[key] !== undefined);
  return [
    ...(second === undefined
      ? []
      : [
          {
            path: `auth.jwt.${second}`,
            value: jwt[second],
            reason: "and auth.jwt.keyServerUrl are two places for public keys: take one",
            fix: removeCommand("auth.jwt.keyServerUrl"),
          },
        ]),
    ...(first !== undefined && hasSecret(draft, "jwtAppSecret")
      ? [
          {
            path: "secrets.jwtAppSecret",
            reason: `verifies nothing: public keys come from auth.jwt.${first}`,
            fix: removeCommand("secrets.jwtAppSecret"),
          },
        ]
      : []),
  ];
});

const algorithmOfOtherKeys = tokenRule([...keyUrls, "algorithm"], ({ algorithm }, { settings }) => {
  const shared = usesAppSecret(settings);
  return algorithm !== undefined && algorithm.startsWith("HS") !== shared
    ? [
        {
          path: "auth.jwt.algorithm",
          value: algorithm,
          reason: shared
            ? "needs public keys (auth.jwt.jwksUrl or auth.jwt.keyServerUrl): with a shared secret it is HS256, HS384 or HS512"
            : "needs a shared secret (secrets.jwtAppSecret): with public keys it is RS256, RS384 or RS512",
          fix: removeCommand("auth.jwt.algorithm"),
        },
      ]
    : [];
});

const claimLists = ["acceptedIssuers", "acceptedAudiences", "moderatorIssuers"] as const;

const anyAndOthers = tokenRule(claimLists, (jwt) =>
  claimLists.flatMap((key) => {
    const list = jwt[key] ?? [];
    return list.length > 1 && list.includes("*")
      ? [
          {
            path: formatPath(["auth", "jwt", key, list.indexOf("*")]),
            value: "*",
            reason: "takes any, and makes the others in the list meaningless",
            fix: removeCommand(formatPath(["auth", "jwt", key, list.indexOf("*")])),
          },
        ]
      : [];
  }),
);

const guestsWithTokens = tokenRule(["allowEmpty", "auth.guests"], ({ allowEmpty }, { settings }) =>
  allowEmpty && settings.auth.guests
    ? [
        {
          path: "auth.jwt.allowEmpty",
          value: true,
          reason: "lets people without a token open rooms, so that nobody is a guest as auth.guests has it",
          fix: removeCommand("auth.jwt.allowEmpty"),
        },
      ]
    : [],
);

const moderatedByNobody = tokenRule(["moderators", "moderatedRooms", "moderatedTenants", "moderatorIssuers"], (jwt) =>
  jwt.moderators === "everybody"
    ? []
    : (["moderatedRooms", "moderatedTenants", "moderatorIssuers"] as const)
        .filter((key) => (jwt[key] ?? []).length > 0)
        .map((key) => ({
          path: `auth.jwt.${key}`,
          reason: "is an exception to auth.jwt.moderators everybody, which is not set",
          fix: setCommand("auth.jwt.moderators", "everybody"),
        })),
);

const issuerOfNoToken = tokenRule(["moderatorIssuers", "acceptedIssuers", "appId"], (jwt) => {
  const accepted = jwt.acceptedIssuers ?? (jwt.appId === undefined ? ["*"] : [jwt.appId]);
  return (jwt.moderatorIssuers ?? []).flatMap((issuer, index) => {
    const path = formatPath(["auth", "jwt", "moderatorIssuers", index]);
    return accepted.includes("*") || accepted.includes(issuer)
      ? []
      : [
          {
            path,
            value: issuer,
            reason: "is no issuer whose tokens are accepted",
            fix: removeCommand(path),
          },
        ];
  });
});

/** Who else makes moderators, so that a token's word would not be the last. */
const moderatorsBeside: readonly (readonly [path: string, on: (settings: Settings) => boolean])[] = [
  ["focus.conference.autoOwner", ({ focus }) => focus.conference.autoOwner],
  ["rooms.waitForHost.autoOwners", ({ rooms }) => rooms.waitForHost.enabled && rooms.waitForHost.autoOwners],
];

const moderatorsInSpiteOfToken = tokenRule(
  ["moderators", "rooms.waitForHost.enabled", ...moderatorsBeside.map(([path]) => path)],
  ({ moderators }, { settings }) =>
    moderators === "token"
      ? moderatorsBeside
          .filter(([, on]) => on(settings))
          .map(([path]) => ({
            path,
            value: true,
            reason: "makes moderators of people whose token says that they are none (auth.jwt.moderators)",
            fix: setCommand(path, false),
          }))
      : [],
);

const inProsodysReach = keyUrls.map((key) =>
  reachable(
    `auth.jwt.${key}`,
    (settings) => (usesApplicationTokens(settings) ? settings.auth.jwt[key] : []),
    "Prosody",
  ),
);

export const tokenRules: readonly Rule[] = [
  withoutApplication,
  withoutKey,
  twoKeys,
  algorithmOfOtherKeys,
  anyAndOthers,
  guestsWithTokens,
  moderatedByNobody,
  issuerOfNoToken,
  moderatorsInSpiteOfToken,
  ...inProsodysReach,
];
