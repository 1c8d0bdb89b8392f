import { added, type Change, type EffectRow, removed } from "../row.ts";

const file = "prosody/prosody.cfg.lua";
const jicofo = "jicofo/jicofo.conf";
/** How jicofo logs in to the first node. */
const login = "jicofo.xmpp.visitors.v0";

type Keys = Readonly<Record<string, Change>>;

const node = { host: "v0.example.org" };
const given = { rooms: { visitors: { enabled: true, nodes: [node] } } };

function row(
  setting: string,
  value: unknown,
  changes: Readonly<Record<string, Keys>>,
  others: object = given,
): EffectRow {
  return { path: `rooms.visitors.${setting}`, value, given: others as Record<string, object>, changes };
}

function overrides(names: readonly string[], change: Change): Keys {
  return Object.fromEntries(names.map((name) => [`[global] s2sout_override.${JSON.stringify(name)}`, change]));
}

const ofTheNode = ["v0.meet.jitsi", "muc.v0.meet.jitsi", "polls.v0.meet.jitsi"];
const address = "tcp://v0.example.org:5269";

export const visitorRows: readonly EffectRow[] = [
  row(
    "enabled",
    true,
    {
      [file]: {
        "[global] modules_enabled": added("s2s_bidi", "certs_s2soutinjection", "s2sout_override", "s2s_whitelist"),
        "[global] modules_disabled": removed("s2s"),
        "[global] limits.s2sin.rate": [undefined, "30kb/s"],
        "[global] s2s_ports": [undefined, [5269]],
        "[global] s2s_secure_auth": [undefined, false],
        "[global] s2s_whitelist": [undefined, ["muc.v0.meet.jitsi", "polls.v0.meet.jitsi"]],
        ...overrides(ofTheNode, [undefined, address]),
        "[meet.jitsi] modules_enabled": added("visitors"),
        "[meet.jitsi] allow_anonymous_s2s": [undefined, true],
        "[visitors.meet.jitsi]": [undefined, "visitors_component"],
        "[visitors.meet.jitsi] auto_allow_visitor_promotion": [undefined, true],
        "[visitors.meet.jitsi] always_visitors_enabled": [undefined, true],
      },
      "jicofo/environment": { TRUST: ["stack", "public"] },
      [jicofo]: {
        "jicofo.visitors.enabled": [undefined, true],
        "jicofo.visitors.max-visitors-per-node": [undefined, 250],
        "jicofo.bridge.selection-strategy": [undefined, "VisitorSelectionStrategy"],
        "jicofo.bridge.visitor-selection-strategy": [undefined, "RegionBasedBridgeSelectionStrategy"],
        "jicofo.bridge.participant-selection-strategy": [undefined, "RegionBasedBridgeSelectionStrategy"],
        "jicofo.bridge.topology-strategy": [undefined, "VisitorTopologyStrategy"],
        [`${login}.hostname`]: [undefined, "v0.example.org"],
        [`${login}.port`]: [undefined, 5222],
        [`${login}.domain`]: [undefined, "auth.meet.jitsi"],
        [`${login}.xmpp-domain`]: [undefined, "v0.meet.jitsi"],
        [`${login}.conference-service`]: [undefined, "muc.v0.meet.jitsi"],
        [`${login}.password`]: [undefined, "${XMPP_PASSWORD}"],
        [`${login}.disable-certificate-verification`]: [undefined, false],
      },
    },
    { rooms: { visitors: { nodes: [node] } } },
  ),
  row("nodes", [{ host: "v0.example.org", serverPort: 5300, clientPort: 5301 }], {
    [file]: overrides(ofTheNode, [address, "tcp://v0.example.org:5300"]),
    [jicofo]: { [`${login}.port`]: [5222, 5301] },
  }),
  row("domain", "visitors.example.org", {
    [file]: {
      "[global] s2s_whitelist": [
        ["muc.v0.meet.jitsi", "polls.v0.meet.jitsi"],
        ["muc.v0.visitors.example.org", "polls.v0.visitors.example.org"],
      ],
      ...overrides(ofTheNode, [address, undefined]),
      ...overrides(
        ["v0.visitors.example.org", "muc.v0.visitors.example.org", "polls.v0.visitors.example.org"],
        [undefined, address],
      ),
    },
    [jicofo]: {
      [`${login}.xmpp-domain`]: ["v0.meet.jitsi", "v0.visitors.example.org"],
      [`${login}.conference-service`]: ["muc.v0.meet.jitsi", "muc.v0.visitors.example.org"],
    },
  }),
  row("authDomain", "auth.visitors.example.org", {
    [jicofo]: { [`${login}.domain`]: ["auth.meet.jitsi", "auth.visitors.example.org"] },
  }),
  row("mucPrefix", "rooms", {
    [file]: {
      "[global] s2s_whitelist": [
        ["muc.v0.meet.jitsi", "polls.v0.meet.jitsi"],
        ["rooms.v0.meet.jitsi", "polls.v0.meet.jitsi"],
      ],
      ...overrides(["muc.v0.meet.jitsi"], [address, undefined]),
      ...overrides(["rooms.v0.meet.jitsi"], [undefined, address]),
    },
    [jicofo]: { [`${login}.conference-service`]: ["muc.v0.meet.jitsi", "rooms.v0.meet.jitsi"] },
  }),
  row("maxParticipants", 100, { [jicofo]: { "jicofo.visitors.max-participants": [undefined, 100] } }),
  row("maxVisitorsPerNode", 300, { [jicofo]: { "jicofo.visitors.max-visitors-per-node": [250, 300] } }),
  row("autoPromotion", false, {
    [file]: { "[visitors.meet.jitsi] auto_allow_visitor_promotion": [true, false] },
  }),
  row("alwaysEnabled", false, { [file]: { "[visitors.meet.jitsi] always_visitors_enabled": [true, false] } }),
  row("trustedHosts", ["muc.example.net"], { [file]: { "[global] s2s_whitelist": added("muc.example.net") } }),
];
