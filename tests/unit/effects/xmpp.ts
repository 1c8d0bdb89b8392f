import { added, type Change, type EffectRow, removed } from "./row.ts";
import { domainRows } from "./xmpp/domains.ts";

const file = "prosody/prosody.cfg.lua";

/** A setting that is seen in Prosody's file only. */
function row(path: string, value: unknown, changes: Readonly<Record<string, Change>>, given: object = {}): EffectRow {
  return { path: `xmpp.${path}`, value, given: given as Record<string, object>, changes: { [file]: changes } };
}

const module = ["muc_census"];

/** The host of each section that takes modules and options. */
const sections = {
  global: "global",
  main: "meet.jitsi",
  guest: "guest.meet.jitsi",
  muc: "muc.meet.jitsi",
  internalMuc: "internal-muc.meet.jitsi",
  lobby: "lobby.meet.jitsi",
  breakout: "breakout.meet.jitsi",
} as const;

const guests = { auth: { type: "internal", guests: true } };
const visitors = { rooms: { visitors: { enabled: true, nodes: [{ host: "v0.example.org" }] } } };

const sectionRows = Object.entries(sections).flatMap(([name, host]) => [
  row(`modules.${name}`, module, { [`[${host}] modules_enabled`]: added(...module) }, guests),
  row(
    `options.${name}`,
    { some_option: { "a b": ['"x"', 1, true] }, other_option: 2.5 },
    { [`[${host}] some_option.a b`]: [undefined, ['"x"', 1, true]], [`[${host}] other_option`]: [undefined, 2.5] },
    guests,
  ),
]);

const speakerStats: readonly EffectRow[] = [
  row("modules.speakerStats", module, { "[speakerstats.meet.jitsi] modules_enabled": [undefined, module] }),
  row("options.speakerStats", { face: true }, { "[speakerstats.meet.jitsi] face": [undefined, true] }),
];

const limits: readonly EffectRow[] = [
  row("limits.c2s.enabled", false, { "[global] limits.c2s.rate": ["10kb/s", "0kb/s"] }),
  row("limits.c2s.rate", 512, { "[global] limits.c2s.rate": ["10kb/s", "512kb/s"] }),
  row("limits.s2sIn.enabled", false, { "[global] limits.s2sin.rate": ["30kb/s", "0kb/s"] }, visitors),
  row("limits.s2sIn.rate", 512, { "[global] limits.s2sin.rate": ["30kb/s", "512kb/s"] }, visitors),
  row("maxStanzaSize", 20_000, { "[global] c2s_stanza_size_limit": [undefined, 20_000] }),
];

const connections: readonly EffectRow[] = [
  row("streamManagement.hibernationTime", 90, { "[global] smacks_hibernation_time": [60, 90] }),
  row("streamManagement.maxUnackedStanzas", 9, { "[global] smacks_max_unacked_stanzas": [5, 9] }),
  row("streamManagement.maxOldSessions", 4, { "[global] smacks_max_old_sessions": [1, 4] }),
  row("streamManagement.maxQueueSize", 700, { "[global] smacks_max_queue_size": [undefined, 700] }),
  row("bosh.maxInactivity", 30, { "[global] bosh_max_inactivity": [undefined, 30] }),
  row("bosh.maxWait", 100, { "[global] bosh_max_wait": [undefined, 100] }),
];

const generational = { xmpp: { gc: { mode: "generational" } } };

const gc: readonly EffectRow[] = [
  row("gc.mode", "generational", {
    "[global] gc.mode": ["incremental", "generational"],
    "[global] gc.threshold": [400, undefined],
    "[global] gc.speed": [250, undefined],
    "[global] gc.step_size": [13, undefined],
    "[global] gc.minor_threshold": [undefined, 20],
    "[global] gc.major_threshold": [undefined, 100],
  }),
  row("gc.threshold", 300, { "[global] gc.threshold": [400, 300] }),
  row("gc.speed", 200, { "[global] gc.speed": [250, 200] }),
  row("gc.stepSize", 12, { "[global] gc.step_size": [13, 12] }),
  row("gc.minorThreshold", 30, { "[global] gc.minor_threshold": [20, 30] }, generational),
  row("gc.majorThreshold", 90, { "[global] gc.major_threshold": [100, 90] }, generational),
];

/** nginx's way to Prosody's WebSocket. */
const endpoint = {
  proxy_http_version: ["1.1"],
  proxy_pass: ['"https://$prosody:5281/xmpp-websocket?prefix=$prefix&$args"'],
  proxy_read_timeout: ["1h"],
  proxy_send_timeout: ["1h"],
  proxy_set_header: [
    "X-Forwarded-For $remote_addr",
    "Host meet.jitsi",
    "Upgrade $http_upgrade",
    "Connection $connection_upgrade",
  ],
  proxy_ssl_name: ["meet.jitsi"],
  proxy_ssl_protocols: ["TLSv1.2 TLSv1.3"],
  proxy_ssl_server_name: ["on"],
  proxy_ssl_trusted_certificate: ["/config/ca.crt"],
  proxy_ssl_verify: ["on"],
  set: ["$prosody prosody"],
  ssi: ["off"],
};

const endpointGone: Readonly<Record<string, Change>> = {
  ...Object.fromEntries(
    Object.entries(endpoint).map(([name, values]) => [
      `http.server.location(= /xmpp-websocket).${name}`,
      [values, undefined] as const,
    ]),
  ),
  "http.server.location(= /xmpp-websocket).return": [undefined, ["404"]],
};

const others: readonly EffectRow[] = [
  {
    path: "xmpp.websocket",
    value: false,
    changes: {
      [file]: { "[meet.jitsi] modules_enabled": removed("websocket", "smacks") },
      "web/config.js": {
        websocket: ["wss://localhost:8443/xmpp-websocket", undefined],
        "(tenant) websocket": ["wss://localhost:8443/acme/xmpp-websocket", undefined],
      },
      "web/nginx.conf": endpointGone,
    },
  },
  row("admins", ["alice@meet.jitsi"], { "[global] admins": added("alice@meet.jitsi") }),
  row("logLevel", "debug", {
    "[global] log": [
      [{ levels: { min: "info" }, to: "console", timestamps: "%Y-%m-%d %X" }],
      [{ levels: { min: "debug" }, to: "console", timestamps: "%Y-%m-%d %X" }],
    ],
  }),
  {
    path: "xmpp.extraConfig",
    value: "foo = 1",
    changes: { "prosody/extra.cfg.lua": { "[global] foo": [undefined, 1] } },
  },
];

/** The generated passwords, wherever they are. */
const running: readonly EffectRow[] = [
  {
    path: "xmpp.memory",
    value: 1024,
    resources: { "prosody-container": { memory: [512, 1024], memorySwap: [512, 1024] } },
  },
  {
    path: "xmpp.passwordRotation",
    value: 2,
    resources: {
      "credentials-jicofo": { "keepers.rotation": ["1", "2"] },
      "credentials-jvb": { "keepers.rotation": ["1", "2"] },
    },
    // The engine's stand-in makes the same password again.
    effects: ["nothing"],
  },
];

export const rows: readonly EffectRow[] = [
  ...domainRows,
  ...sectionRows,
  ...speakerStats,
  ...limits,
  ...connections,
  ...gc,
  ...others,
  ...running,
];
