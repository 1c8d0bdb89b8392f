import { afterAll, describe, expect, test } from "@jest/globals";
import { renderProsody } from "../../../config/render/prosody.ts";
import { type LuaSection, LuaParser } from "../write/real/lua.ts";
import { settingsOf } from "./variants.ts";

const lua = new LuaParser();
afterAll(() => lua.stop());

function read(input: object = {}, file = "prosody.cfg.lua"): Promise<LuaSection[]> {
  return lua.sections(renderProsody(settingsOf(input))[file] ?? "");
}

async function section(name: string, input: object = {}): Promise<LuaSection | undefined> {
  return (await read(input)).find((candidate) => candidate.name === name);
}

const services = ["focus@auth.meet.jitsi", "jvb@auth.meet.jitsi"];

const global = {
  plugin_paths: ["/usr/local/share/prosody-modules", "/usr/share/jitsi-meet/prosody-plugins"],
  modules_enabled: [
    "roster",
    "saslauth",
    "tls",
    "disco",
    "limits",
    "ping",
    "admin_shell",
    "stack_accounts",
    "stack_health",
  ],
  modules_disabled: ["offline", "register", "s2s"],
  data_path: "/var/lib/prosody/data",
  storage: { smacks_h: "memory" },
  log: [{ levels: { min: "info" }, to: "console", timestamps: "%Y-%m-%d %X" }],
  network_backend: "epoll",
  network_settings: { tcp_backlog: 511 },
  unbound: { resolvconf: true },
  gc: { mode: "incremental", threshold: 400, speed: 250, step_size: 13 },
  interfaces: ["*"],
  c2s_ports: [5222],
  http_ports: [],
  https_ports: [5281],
  component_ports: [],
  http_default_host: "meet.jitsi",
  trusted_proxies: ["127.0.0.1", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
  certificates: "/config",
  ssl: { certificate: "/config/xmpp.crt", key: "/secrets/xmpp.key" },
  authentication: "internal_hashed",
  allow_registration: false,
  c2s_require_encryption: true,
  consider_bosh_secure: true,
  consider_websocket_secure: true,
  limits: { c2s: { rate: "10kb/s" } },
  unlimited_jids: services,
  admins: services,
  component_admins_as_room_owners: true,
  muc_mapper_domain_base: "meet.jitsi",
  muc_mapper_domain_prefix: "muc",
  smacks_max_unacked_stanzas: 5,
  smacks_hibernation_time: 60,
  smacks_max_old_sessions: 1,
};

const rooms = {
  storage: "memory",
  restrict_room_creation: true,
  muc_room_cache_size: 10000,
  muc_room_locking: false,
  muc_room_default_public_jids: true,
  muc_room_allow_persistent: false,
  muc_tombstones: false,
};

const roomNames = {
  main_muc: "muc.meet.jitsi",
  lobby_muc: "lobby.meet.jitsi",
  breakout_rooms_muc: "breakout.meet.jitsi",
};

const mainModules = [
  "bosh",
  "websocket",
  "smacks",
  "features_identity",
  "conference_duration",
  "muc_lobby_rooms",
  "muc_breakout_rooms",
];

const mainHost = {
  kind: "host",
  name: "meet.jitsi",
  options: { authentication: "jitsi-anonymous", modules_enabled: mainModules, ...roomNames },
};

const authHost = {
  kind: "host",
  name: "auth.meet.jitsi",
  options: {
    authentication: "internal_hashed",
    modules_enabled: ["limits_exception", "smacks"],
    smacks_hibernation_time: 15,
  },
};

function component(name: string, module: string, options: object) {
  return { kind: "component", name, module, options };
}

const components = [
  component("internal-muc.meet.jitsi", "muc", {
    modules_enabled: ["muc_hide_all", "muc_filter_access"],
    muc_filter_whitelist: ["auth.meet.jitsi"],
    ...rooms,
    muc_room_cache_size: 1000,
  }),
  component("muc.meet.jitsi", "muc", {
    modules_enabled: [
      "muc_hide_all",
      "muc_meeting_id",
      "muc_domain_mapper",
      "muc_password_whitelist",
      "muc_resource_validate",
    ],
    muc_password_whitelist: ["focus@auth.meet.jitsi"],
    ...rooms,
  }),
  component("lobby.meet.jitsi", "muc", { modules_enabled: ["muc_hide_all"], ...rooms }),
  component("breakout.meet.jitsi", "muc", { modules_enabled: ["muc_hide_all", "muc_meeting_id"], ...rooms }),
  component("focus.meet.jitsi", "client_proxy", { target_address: "focus@auth.meet.jitsi" }),
  component("speakerstats.meet.jitsi", "speakerstats_component", { muc_component: "muc.meet.jitsi" }),
  component("endconference.meet.jitsi", "end_conference", { muc_component: "muc.meet.jitsi" }),
  component("avmoderation.meet.jitsi", "av_moderation_component", { muc_component: "muc.meet.jitsi" }),
  component("metadata.meet.jitsi", "room_metadata_component", {
    muc_component: "muc.meet.jitsi",
    breakout_rooms_component: "breakout.meet.jitsi",
  }),
  component("polls.meet.jitsi", "polls_component", {}),
];

describe("prosody.cfg.lua", () => {
  test("without authentication: the whole server", async () => {
    expect(await read()).toEqual([
      { kind: "global", name: "", options: global },
      { kind: "include", name: "accounts.cfg.lua", options: {} },
      { kind: "include", name: "extra.cfg.lua", options: {} },
      mainHost,
      authHost,
      ...components,
    ]);
  });

  test("internal authentication: the main host knows passwords, and nothing else changes", async () => {
    const { authentication, ...options } = mainHost.options;
    expect(authentication).toBe("jitsi-anonymous");
    expect((await read({ auth: { type: "internal" } })).slice(3)).toEqual([
      {
        ...mainHost,
        options: {
          ...options,
          authentication: "internal_hashed",
          disable_sasl_mechanisms: ["DIGEST-MD5", "OAUTHBEARER"],
        },
      },
      authHost,
      ...components,
    ]);
  });

  test("guests have a host of their own, without endpoints: the main host's serve it", async () => {
    const sections = await read({ auth: { type: "internal", guests: true } });
    expect(sections.slice(3).map(({ name }) => name)).toEqual([
      "meet.jitsi",
      "guest.meet.jitsi",
      "auth.meet.jitsi",
      ...components.map(({ name }) => name),
    ]);
    expect(sections.find(({ name }) => name === "guest.meet.jitsi")).toEqual({
      kind: "host",
      name: "guest.meet.jitsi",
      options: { authentication: "jitsi-anonymous", modules_enabled: ["smacks"], ...roomNames },
    });
  });

  test("guests mean nothing where nobody logs in", async () => {
    expect(await read({ auth: { guests: true } })).toEqual(await read());
  });

  test("without websocket, the main host has BOSH only", async () => {
    const host = await section("meet.jitsi", { xmpp: { websocket: false } });
    expect(host?.options["modules_enabled"]).toEqual(
      mainModules.filter((name) => !["websocket", "smacks"].includes(name)),
    );
  });

  test("every name is the stack's own where it has one", async () => {
    const sections = await read({
      auth: { type: "internal", guests: true },
      xmpp: {
        domain: "chat.example.org",
        authDomain: "services.example.org",
        guestDomain: "visitors.example.org",
        mucDomain: "rooms.chat.example.org",
        internalMucDomain: "brewery.example.org",
      },
    });
    expect(sections.map(({ name }) => name)).toEqual([
      "",
      "accounts.cfg.lua",
      "extra.cfg.lua",
      "chat.example.org",
      "visitors.example.org",
      "services.example.org",
      "brewery.example.org",
      "rooms.chat.example.org",
      "lobby.chat.example.org",
      "breakout.chat.example.org",
      "focus.chat.example.org",
      "speakerstats.chat.example.org",
      "endconference.chat.example.org",
      "avmoderation.chat.example.org",
      "metadata.chat.example.org",
      "polls.chat.example.org",
    ]);
    expect(sections[0]?.options).toMatchObject({
      admins: ["focus@services.example.org", "jvb@services.example.org"],
      http_default_host: "chat.example.org",
      muc_mapper_domain_base: "chat.example.org",
      muc_mapper_domain_prefix: "rooms",
    });
  });
});

describe("accounts.cfg.lua", () => {
  const serviceAccounts = [
    { jid: "focus@auth.meet.jitsi", credential: "account-focus", service: true },
    { jid: "jvb@auth.meet.jitsi", credential: "account-jvb", service: true },
  ];

  test("the services have accounts, with the name of a secret and no secret", async () => {
    expect(await read({}, "accounts.cfg.lua")).toEqual([
      { kind: "global", name: "", options: { stack_accounts: serviceAccounts } },
    ]);
  });

  test("declared users have one on the main host", async () => {
    const [accounts] = await read({ auth: { type: "internal", users: ["alice", "bob.b"] } }, "accounts.cfg.lua");
    expect(accounts?.options["stack_accounts"]).toEqual([
      ...serviceAccounts,
      { jid: "alice@meet.jitsi", credential: "user-alice" },
      { jid: "bob.b@meet.jitsi", credential: "user-bob.b" },
    ]);
  });

  test("a change of users leaves the structure, which needs a restart, alone", () => {
    const before = renderProsody(settingsOf({ auth: { type: "internal", users: ["alice"] } }));
    const after = renderProsody(settingsOf({ auth: { type: "internal", users: ["bob"] } }));
    expect(after["prosody.cfg.lua"]).toBe(before["prosody.cfg.lua"]);
  });
});

describe("extra.cfg.lua", () => {
  test("holds what the setting says, in a file of its own that cannot end a section of ours", async () => {
    const extraConfig = 'VirtualHost "x.example.org"\n  a = 1 --';
    const files = renderProsody(settingsOf({ xmpp: { extraConfig } }));
    expect(files["extra.cfg.lua"]).toBe(`-- xmpp.extraConfig\n${extraConfig}\n`);
    expect(files["prosody.cfg.lua"]).toBe(renderProsody(settingsOf())["prosody.cfg.lua"]);
    expect((await lua.sections(files["extra.cfg.lua"] ?? "")).slice(1)).toEqual([
      { kind: "host", name: "x.example.org", options: { a: 1 } },
    ]);
  });

  test("exists without the setting too: Prosody refuses to include a file that does not", () => {
    expect(renderProsody(settingsOf())["extra.cfg.lua"]).toBe("-- xmpp.extraConfig\n");
  });
});
