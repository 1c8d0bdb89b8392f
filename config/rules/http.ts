import { isIP } from "node:net";
import { removeCommand, setCommand } from "../commands.ts";
import type { Rule } from "./draft.ts";

/** Networks so wide that anybody could be in them, by IP version. */
const widest: Readonly<Record<number, number>> = { 4: 8, 6: 16 };

function isTooWide(range: string): boolean {
  const [address = "", bits] = range.split("/");
  return bits !== undefined && Number(bits) < (widest[isIP(address)] ?? 0);
}

/** Whoever is trusted can claim any address, and so get round every rate limit. */
const trustedByAll: Rule = {
  reads: ["http.trustedProxies"],
  check: ({ settings: { http } }) => {
    const rest = http.trustedProxies.filter((range) => !isTooWide(range));
    return http.trustedProxies.filter(isTooWide).map((range) => ({
      path: "http.trustedProxies",
      value: range,
      reason: "trusts too many: anybody there could claim to be anybody. Name the proxies, or the networks they are in",
      fix: rest.length === 0 ? removeCommand("http.trustedProxies") : setCommand("http.trustedProxies", rest),
    }));
  },
};

const framesTwice: Rule = {
  reads: ["http.contentSecurityPolicy", "http.frameAncestors"],
  check: ({ settings: { http } }) =>
    http.frameAncestors !== undefined && /(^|;)\s*frame-ancestors\b/i.test(http.contentSecurityPolicy)
      ? [
          {
            path: "http.frameAncestors",
            value: http.frameAncestors,
            reason: "is in http.contentSecurityPolicy, too, as frame-ancestors",
            fix: removeCommand("http.frameAncestors"),
          },
        ]
      : [],
};

/** One address is meant to be the only one; IPv6 would be published on all of them. */
const ipv6BesideOneAddress: Rule = {
  reads: ["http.ipv6", "http.listenAddress"],
  check: ({ settings: { http } }) =>
    http.ipv6 && http.listenAddress !== undefined && !/^(0\.0\.0\.0|127\..*)$/.test(http.listenAddress)
      ? [
          {
            path: "http.ipv6",
            value: true,
            reason: `would publish the web ports on every IPv6 address, but http.listenAddress is ${http.listenAddress} alone`,
            fix: setCommand("http.ipv6", false),
          },
        ]
      : [],
};

export const httpRules: readonly Rule[] = [trustedByAll, framesTwice, ipv6BesideOneAddress];
