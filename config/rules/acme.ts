import { isIP } from "node:net";
import { formatPath, removeCommand, setCommand, setFromFileCommand, setSecretCommand } from "../commands.ts";
import { listenAddress, publicHost } from "../derived.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../settings/index.ts";
import { acmeDnsRules } from "./acme-dns.ts";
import type { Draft, Rule } from "./draft.ts";
import { certificatesIn } from "./pem.ts";

/** A rule for stacks whose certificate an authority issues. */
function withAcme(reads: readonly string[], check: (draft: Draft) => readonly Problem[]): Rule {
  return {
    reads: ["tls.mode", ...reads],
    check: (draft) => (draft.settings.tls.mode === "acme" ? check(draft) : []),
  };
}

const publicName = withAcme(["general.publicUrl", "tls.port"], ({ settings }) => {
  const host = publicHost(settings);
  const name = isIP(host.replace(/^\[(.*)\]$/, "$1")) === 0 && host !== "localhost";
  return name && (host.includes(".") || settings.tls.acme.directory !== undefined)
    ? []
    : [
        {
          path: "general.publicUrl",
          value: settings.general.publicUrl ?? host,
          reason: `must have a public name: no authority issues a certificate for ${host}`,
          fix: setCommand("general.publicUrl", "https://meet.example.org"),
        },
      ];
});

const email = withAcme(["tls.acme.email"], ({ settings: { tls } }) =>
  tls.acme.email === undefined
    ? [
        {
          path: "tls.acme.email",
          reason: "is missing, which tls.mode acme needs",
          fix: setCommand("tls.acme.email", "you@example.org"),
        },
      ]
    : [],
);

const terms = withAcme(["tls.acme.termsAgreed"], ({ settings: { tls } }) =>
  tls.acme.termsAgreed
    ? []
    : [
        {
          path: "tls.acme.termsAgreed",
          reason: "must be true: the authority issues nothing to people who do not agree to its terms",
          fix: setCommand("tls.acme.termsAgreed", true),
        },
      ],
);

/** Which setting keeps the authority from reading a proof by port 80 of the public name. */
function unreachable(
  settings: Settings,
): { readonly path: string; readonly value: number | string; wanted: number | string } | undefined {
  const { http } = settings;
  const address = listenAddress(settings);
  if (http.port !== 80) {
    return { path: "http.port", value: http.port, wanted: 80 };
  }
  return address.startsWith("127.") || address === "::1"
    ? { path: "http.listenAddress", value: address, wanted: "0.0.0.0" }
    : undefined;
}

const port80 = withAcme(
  ["http.port", "http.listenAddress", "general.publicUrl", "tls.acme.challenge", "tls.acme.forwarded"],
  ({ settings }) => {
    const { challenge, forwarded } = settings.tls.acme;
    const wrong = challenge === "http" && !forwarded ? unreachable(settings) : undefined;
    return wrong === undefined
      ? []
      : [
          {
            path: wrong.path,
            value: wrong.value,
            reason:
              `must be ${String(wrong.wanted)}: the authority reads the proof from port 80 of ${publicHost(settings)}. ` +
              "Where something in front hands that port on, tls.acme.forwarded says so",
            fix: setCommand(wrong.path, wrong.wanted),
          },
        ];
  },
);

const wildcard = withAcme(["tls.acme.names", "tls.acme.challenge"], ({ settings: { tls } }) =>
  tls.acme.challenge === "dns"
    ? []
    : tls.acme.names.flatMap((name, index) =>
        name.startsWith("*.")
          ? [
              {
                path: formatPath(["tls", "acme", "names", index]),
                value: name,
                reason:
                  "is a wildcard, which needs a record in the DNS: with tls.acme.challenge http there is no proof for it",
                fix: setCommand("tls.acme.challenge", "dns"),
              },
            ]
          : [],
      ),
);

const stagingOfAnother = withAcme(["tls.acme.staging", "tls.acme.directory"], ({ settings: { tls } }) =>
  tls.acme.staging && tls.acme.directory !== undefined
    ? [
        {
          path: "tls.acme.staging",
          value: true,
          reason: `is for Let's Encrypt, and tls.acme.directory names ${tls.acme.directory}`,
          fix: removeCommand("tls.acme.directory"),
        },
      ]
    : [],
);

/** Hosts of authorities that know nobody without a key. */
const askForKey = ["acme.zerossl.com", "dv.acme-v02.api.pki.goog"];

const binding = withAcme(
  ["tls.acme.directory", "tls.acme.eabKeyId", "secrets.acmeEabKey"],
  ({ settings: { tls }, secrets, unread }) => {
    const { directory, eabKeyId } = tls.acme;
    const given = secrets.acmeEabKey !== undefined || unread.has("secrets.acmeEabKey");
    if (eabKeyId === undefined) {
      const asked = directory !== undefined && askForKey.includes(new URL(directory).hostname);
      return asked || given
        ? [
            {
              path: "tls.acme.eabKeyId",
              reason: asked
                ? `is missing: ${new URL(directory).hostname} wants a key of an account there`
                : "is missing, to which secrets.acmeEabKey is the key",
              fix: setCommand("tls.acme.eabKeyId", "KEY-ID"),
            },
          ]
        : [];
    }
    return given
      ? []
      : [
          {
            path: "secrets.acmeEabKey",
            reason: "is missing, the key to tls.acme.eabKeyId",
            fix: setSecretCommand("secrets.acmeEabKey"),
          },
        ];
  },
);

const authority = withAcme(["tls.acme.authority"], ({ settings: { tls } }) =>
  tls.acme.authority === undefined || certificatesIn(tls.acme.authority) !== undefined
    ? []
    : [
        {
          path: "tls.acme.authority",
          reason: "is no certificate that can be read",
          fix: setFromFileCommand("tls.acme.authority", "authority.pem"),
        },
      ],
);

export const acmeRules: readonly Rule[] = [
  publicName,
  email,
  terms,
  port80,
  wildcard,
  stagingOfAnother,
  binding,
  authority,
  ...acmeDnsRules,
];
