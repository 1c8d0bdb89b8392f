import { formatPath, removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import { nearest } from "../suggest.ts";
import { dnsProviders } from "./acme-providers.ts";
import type { Draft, Rule } from "./draft.ts";

function byDns({ settings: { tls } }: Draft): boolean {
  return tls.mode === "acme" && tls.acme.challenge === "dns";
}

const provider: Rule = {
  reads: ["tls.mode", "tls.acme.challenge", "tls.acme.dns.provider"],
  check: (draft) => {
    const name = draft.settings.tls.acme.dns.provider;
    const path = "tls.acme.dns.provider";
    if (!byDns(draft) || (name !== undefined && dnsProviders.includes(name))) {
      return [];
    }
    if (name === undefined) {
      return [{ path, reason: "is missing, which tls.acme.challenge dns needs", fix: setCommand(path, "cloudflare") }];
    }
    const meant = nearest(name, dnsProviders);
    const by =
      name === "exec" || name === "manual"
        ? "needs a program or a person that is not there"
        : "is none that lego knows";
    return [
      {
        path,
        value: name,
        reason: `${by}. ${meant === undefined ? "docs/certificates.md lists them" : `Did you mean ${meant}?`}`,
        fix: setCommand(path, meant ?? "cloudflare"),
      },
    ];
  },
};

/** Variables that would reach more than the DNS provider. */
const reserved = /^(ISSUE_|LEGO_|LD_|(PATH|IFS|ENV|HOME|TZ|LANG|PWD)$)/;

const reservedVariable: Rule = {
  reads: ["tls.acme.dns.options", "tls.acme.dns.secretOptions"],
  check: ({ settings: { tls } }) => {
    const { options, secretOptions } = tls.acme.dns;
    const named = [
      ...Object.keys(options).map((name) => [name, ["tls", "acme", "dns", "options", name]] as const),
      ...secretOptions.map((name, index) => [name, ["tls", "acme", "dns", "secretOptions", index]] as const),
    ];
    return named
      .filter(([name]) => reserved.test(name))
      .map(([name, steps]) => ({
        path: formatPath(steps),
        value: name,
        reason: "is no variable of a DNS provider",
        fix: removeCommand(formatPath(steps)),
      }));
  },
};

const secretMissing: Rule = {
  reads: ["tls.mode", "tls.acme.challenge", "tls.acme.dns.secretOptions", "secrets.acmeDns"],
  check: (draft) =>
    byDns(draft) && !draft.unread.has("secrets.acmeDns")
      ? [...new Set(draft.settings.tls.acme.dns.secretOptions)]
          .filter((name) => !Object.hasOwn(draft.secrets.acmeDns, name))
          .map((name) => {
            const path = formatPath(["secrets", "acmeDns", name]);
            return {
              path,
              reason: `is missing: tls.acme.dns.secretOptions names ${name}`,
              fix: setSecretCommand(path),
            };
          })
      : [],
};

const secretUnused: Rule = {
  reads: ["tls.acme.dns.secretOptions", "secrets.acmeDns"],
  check: ({ settings: { tls }, secrets }) => {
    const { secretOptions } = tls.acme.dns;
    return Object.keys(secrets.acmeDns)
      .filter((name) => !secretOptions.includes(name))
      .map((name) => ({
        path: formatPath(["secrets", "acmeDns", name]),
        reason: "is given to nobody: tls.acme.dns.secretOptions does not name it",
        fix: setCommand(formatPath(["tls", "acme", "dns", "secretOptions", secretOptions.length]), name),
      }));
  },
};

export const acmeDnsRules: readonly Rule[] = [provider, reservedVariable, secretMissing, secretUnused];
