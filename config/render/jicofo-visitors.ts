import { domains } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import { env, type HoconObject, type HoconValue } from "../write/hocon.ts";
import { unlike, type WrittenKey } from "./written-keys.ts";

/** A value that is only written where meetings may have visitors. */
export function withVisitors(value: (settings: Settings) => HoconValue | undefined): WrittenKey["value"] {
  return (settings) => (settings.rooms.visitors.enabled ? value(settings) : undefined);
}

/** Keys of jicofo.conf about people who only watch, and the servers they are on. */
export const visitorKeys: readonly WrittenKey[] = [
  { key: "jicofo.visitors.enabled", setting: "rooms.visitors.enabled", value: withVisitors(() => true) },
  {
    key: "jicofo.visitors.max-participants",
    setting: "rooms.visitors.maxParticipants",
    value: withVisitors(({ rooms }) => rooms.visitors.maxParticipants),
  },
  {
    key: "jicofo.visitors.max-visitors-per-node",
    setting: "rooms.visitors.maxVisitorsPerNode",
    value: withVisitors(({ rooms }) => rooms.visitors.maxVisitorsPerNode),
  },
  {
    key: "jicofo.visitors.require-muc-config-flag",
    setting: "focus.visitors.onlyWhereAllowed",
    value: withVisitors(({ focus }) => unlike(false, focus.visitors.onlyWhereAllowed)),
  },
  { key: "jicofo.xmpp.visitors", setting: "rooms.visitors.nodes", value: withVisitors(visitorNodes) },
];

function visitorNodes(settings: Settings): HoconObject | undefined {
  const { nodes, domain, authDomain, mucPrefix } = settings.rooms.visitors;
  const { main, auth } = domains(settings);
  const logins = nodes.map(({ host, clientPort }, index): [string, HoconObject] => {
    const name = `v${String(index)}`;
    const nodeDomain = `${name}.${domain ?? main}`;
    return [
      name,
      {
        hostname: host,
        port: clientPort,
        domain: authDomain ?? auth,
        "xmpp-domain": nodeDomain,
        "conference-service": `${mucPrefix}.${nodeDomain}`,
        password: env("XMPP_PASSWORD"),
        "disable-certificate-verification": false,
      },
    ];
  });
  return logins.length === 0 ? undefined : Object.fromEntries(logins);
}
