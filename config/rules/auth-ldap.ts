import { formatPath, removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import type { Problem } from "../problems.ts";
import { usesTls } from "../render/saslauthd.ts";
import type { Settings } from "../settings/index.ts";
import type { Rule } from "./draft.ts";
import { hasSecret, reachable } from "./inside.ts";

type Ldap = Settings["auth"]["ldap"];

/** A rule that only counts where people are in a directory. */
function ldapRule(reads: readonly string[], check: (ldap: Ldap, settings: Settings) => readonly Problem[]): Rule {
  return {
    reads: ["auth.type", ...reads.map((key) => `auth.ldap.${key}`)],
    check: ({ settings }) => (settings.auth.type === "ldap" ? check(settings.auth.ldap, settings) : []),
  };
}

function urls({ url, fallbackUrls }: Ldap): readonly (readonly [path: string, url: string])[] {
  return [
    ...(url === undefined ? [] : [["auth.ldap.url", url] as const]),
    ...fallbackUrls.map((one, index) => [formatPath(["auth", "ldap", "fallbackUrls", index]), one] as const),
  ];
}

const isSecure = (url: string) => url.startsWith("ldaps://");

const withoutDirectory = ldapRule(["url"], ({ url }) =>
  url === undefined
    ? [
        {
          path: "auth.ldap.url",
          reason: "is missing: auth.type ldap asks the directory there",
          fix: setCommand("auth.ldap.url", "ldaps://ldap.example.org"),
        },
      ]
    : [],
);

const withoutBase = ldapRule(["base", "method"], ({ base, method }) =>
  base === undefined && method !== "fastbind"
    ? [
        {
          path: "auth.ldap.base",
          reason: "is missing: people are looked for below it",
          fix: setCommand("auth.ldap.base", "ou=people,dc=example,dc=org"),
        },
      ]
    : [],
);

const startTlsTwice = ldapRule(["startTls", "url", "fallbackUrls"], (ldap) =>
  ldap.startTls && urls(ldap).some(([, url]) => isSecure(url))
    ? [
        {
          path: "auth.ldap.startTls",
          value: true,
          reason: "is for ldap:// addresses: one with ldaps:// speaks TLS from the start, and refuses to begin it anew",
          fix: setCommand("auth.ldap.startTls", false),
        },
      ]
    : [],
);

const plainFallback = ldapRule(["startTls", "url", "fallbackUrls"], (ldap) => {
  const all = urls(ldap);
  return ldap.startTls || !all.some(([, url]) => isSecure(url))
    ? []
    : all
        .filter(([, url]) => !isSecure(url))
        .map(([path, url]) => ({
          path,
          value: url,
          reason: "sends passwords unencrypted, while another address of the same directory is ldaps://",
          fix: setCommand(path, url.replace("ldap://", "ldaps://")),
        }));
});

const startTlsOfVersion2 = ldapRule(["startTls", "version"], ({ startTls, version }) =>
  startTls && version === 2
    ? [
        {
          path: "auth.ldap.version",
          value: 2,
          reason: "knows no STARTTLS, which auth.ldap.startTls asks for",
          fix: removeCommand("auth.ldap.version"),
        },
      ]
    : [],
);

const tlsWithoutTls = ldapRule(["startTls", "url", "fallbackUrls", "ca", "ciphers"], (ldap, settings) =>
  usesTls(settings)
    ? []
    : (["ca", "ciphers"] as const)
        .filter((key) => ldap[key] !== undefined)
        .map((key) => ({
          path: `auth.ldap.${key}`,
          reason: "has nothing to do: the directory is spoken to without TLS",
          fix: setCommand("auth.ldap.startTls", true),
        })),
);

const caOfNobody = ldapRule(["ca", "verify"], ({ ca, verify }) =>
  ca !== undefined && !verify
    ? [
        {
          path: "auth.ldap.verify",
          value: false,
          reason: "takes any certificate, and nobody asks auth.ldap.ca",
          fix: removeCommand("auth.ldap.verify"),
        },
      ]
    : [],
);

const unverifiedInProduction: Rule = {
  reads: ["auth.type", "auth.ldap.verify", "auth.ldap.ca", "general.environment"],
  check: ({ settings: { auth, general } }) =>
    auth.type === "ldap" && !auth.ldap.verify && auth.ldap.ca === undefined && general.environment === "production"
      ? [
          {
            path: "auth.ldap.verify",
            value: false,
            reason:
              "gives everybody's password to whoever answers in the directory's place, which general.environment production refuses. auth.ldap.ca takes an authority of your own",
            fix: removeCommand("auth.ldap.verify"),
          },
        ]
      : [],
};

const password: Rule = {
  reads: ["auth.type", "auth.ldap.bindDn", "secrets.ldapBindPassword"],
  check: (draft) => {
    const { type, ldap } = draft.settings.auth;
    const path = "secrets.ldapBindPassword";
    const given = hasSecret(draft, "ldapBindPassword");
    if (type !== "ldap" || (ldap.bindDn !== undefined) === given) {
      return [];
    }
    return given
      ? [
          {
            path,
            reason: "is a password without an account: auth.ldap.bindDn names none",
            fix: setCommand("auth.ldap.bindDn", "cn=lookup,dc=example,dc=org"),
          },
        ]
      : [{ path, reason: "is missing: auth.ldap.bindDn names its account", fix: setSecretCommand(path) }];
  },
};

const fastbind = ldapRule(["method", "filter", "bindDn"], ({ method, filter, bindDn }) =>
  method === "fastbind"
    ? [
        ...(filter.startsWith("(") || filter === "uid=%u"
          ? [
              {
                path: "auth.ldap.filter",
                value: filter,
                reason: "must be a person's whole name in the directory: auth.ldap.method fastbind looks for nobody",
                fix: setCommand("auth.ldap.filter", "uid=%u,ou=people,dc=example,dc=org"),
              },
            ]
          : []),
        ...(bindDn === undefined
          ? []
          : [
              {
                path: "auth.ldap.bindDn",
                value: bindDn,
                reason: "looks nobody up with auth.ldap.method fastbind",
                fix: removeCommand("auth.ldap.bindDn"),
              },
            ]),
      ]
    : [],
);

const inProsodysReach: readonly Rule[] = [
  reachable("auth.ldap.url", ({ auth }) => (auth.type === "ldap" ? auth.ldap.url : undefined), "Prosody"),
  reachable("auth.ldap.fallbackUrls", ({ auth }) => (auth.type === "ldap" ? auth.ldap.fallbackUrls : []), "Prosody"),
];

export const ldapRules: readonly Rule[] = [
  withoutDirectory,
  withoutBase,
  startTlsTwice,
  plainFallback,
  startTlsOfVersion2,
  tlsWithoutTls,
  caOfNobody,
  unverifiedInProduction,
  password,
  fastbind,
  ...inProsodysReach,
];
