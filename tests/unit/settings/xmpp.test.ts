import { describe, expect, it, test } from "@jest/globals";
import { optionProblem, renderedOptions } from "../../../config/rules/prosody-options.ts";
import { schema } from "../../../config/settings/index.ts";
import { sectionNames } from "../../../config/settings/xmpp/sections.ts";
import { optionName, optionValue } from "../../../config/settings/xmpp/values.ts";
import { prosodyConfig } from "../../../config/write/lua.ts";
import { variants } from "../render/prosody-variants.ts";
import { problemsOf, raw } from "./helpers.ts";

const bare = schema.parse({}).xmpp.options;
const guests = { type: "internal", guests: true };

describe("a module in a section's list", () => {
  const listed = (...muc: string[]) => problemsOf(raw({ auth: guests, xmpp: { modules: { muc } } }));

  it("may be any that Prosody finds: it says so itself when it does not", () => {
    expect(listed("muc_allowners", "a-module-of-ours")).toEqual([]);
  });

  test.each([
    ["muc_hide_all", "is loaded already", ""],
    ["muc_poltergeist", "is gone upstream since 2025: a component of its own does its work", ""],
    ["test_observer_http", "is for the plugins' own tests and shows everything to anyone", ""],
    ["token_lobby_bypass", "comes from jitsi-contrib/prosody-plugins, which the images do not carry", ""],
    ["auth_ldap", "is a way to log in, which auth.type chooses", ""],
    ["muc_max_occupants", "is loaded by rooms.maxParticipants, with what belongs to it", ""],
    ["rate_limit", "is loaded by rooms.rateLimits.enabled, with what belongs to it", "rooms.rateLimits.enabled true"],
    ["muc_wait_for_host", "is loaded by rooms.waitForHost.enabled, with what belongs to it", "rooms.waitForHost.enabled true"],
  ])("is not %s, which %s", (name, reason, setting) => {
    const instead = setting === "" ? "" : ` && pulumi config set --path ${setting}`;
    expect(listed("muc_flip", name)).toEqual([
      { path: "xmpp.modules.muc[1]", value: name, reason, fix: `pulumi config rm --path 'xmpp.modules.muc[1]'${instead}` },
    ]);
  }); // prettier-ignore

  it("stands there once", () => {
    expect(listed("muc_flip", "muc_flip").map(({ path, reason }) => [path, reason])).toEqual([
      ["xmpp.modules.muc[1]", "is named twice"],
    ]);
  });

  it("is a name, and without mod_", () => {
    expect(listed("mod_muc_flip", 'x"; os.exit()').map(({ path, reason }) => [path, reason])).toEqual([
      ["xmpp.modules.muc[0]", "must be a Prosody module's name without mod_, such as muc_census"],
      ["xmpp.modules.muc[1]", "must be a Prosody module's name without mod_, such as muc_census"],
    ]);
  });

  it("needs its section", () => {
    expect(
      problemsOf(raw({ rooms: { lobby: false }, xmpp: { modules: { lobby: ["a"], guest: ["a"] }, options: { guest: { b: 1 } } } })),
    ).toEqual([
      { path: "xmpp.modules.guest", reason: "has no effect: auth.guests is off", fix: "pulumi config set --path auth.guests true" },
      { path: "xmpp.options.guest", reason: "has no effect: auth.guests is off", fix: "pulumi config set --path auth.guests true" },
      { path: "xmpp.modules.lobby", reason: "has no effect: rooms.lobby is off", fix: "pulumi config set --path rooms.lobby true" },
    ]);
  }); // prettier-ignore
});

describe("an option of a section", () => {
  const options = (muc: object) => problemsOf(raw({ xmpp: { options: { muc } } }));

  it("takes texts, numbers, truth, and lists and tables of those", () => {
    expect(options({ a: "x", b: 1.5, c: false, d: ["x", 1, { "e f": [] }], muc_room_cache_size: 5 })).toEqual([]);
  });

  test.each([null, "\ud800", { a: { b: null } }, [[[[[[[[["too deep"]]]]]]]]]])("is not %j", (value) => {
    expect(options({ a: value }).map(({ path, reason }) => [path, reason])).toEqual([
      ["xmpp.options.muc.a", "must be a text, a number, true, false, or a list or table of those"],
    ]);
  });

  test.each([
    ["muc_max_occupants", "is what rooms.maxParticipants sets"],
    ["modules_enabled", "is written by the stack, whose parts rely on it"],
    ["component_module", "is written by the stack, whose parts rely on it"],
    ["restrict_room_creation", "is written by the stack, whose parts rely on it"],
  ])("is not %s, which %s", (name, reason) => {
    expect(options({ [name]: 1 })).toEqual([
      { path: `xmpp.options.muc.${name}`, reason, fix: `pulumi config rm --path xmpp.options.muc.${name}` },
    ]);
  });

  test.each(["Lua", "ENV_X", "end", "nil", "host", "include", "a.b", "1a", ""])("is not called %j", (name) => {
    expect(options({ [name]: 1 })).toHaveLength(1);
  });

  it("has a name that the serializer takes, whenever the setting takes it", () => {
    const words =
      "and break do else elseif end false for function goto if in local nil not or repeat return then true until while a a1 a_b";
    for (const name of words.split(" ").filter((word) => optionName.safeParse(word).success)) {
      expect(() => prosodyConfig([{ kind: "global", options: { [name]: 1 } }])).not.toThrow();
    }
    expect(optionValue.safeParse("x\0y").success).toBe(true);
  });

  it("is none that the stack writes into that section by itself", () => {
    const main = { app_id: "x", disable_sasl_mechanisms: [] };
    expect(
      problemsOf(raw({ auth: { type: "internal" }, xmpp: { options: { main } } })).map(({ path }) => path),
    ).toEqual(["xmpp.options.main.disable_sasl_mechanisms"]);
    const written = Object.values(variants).flatMap((settings) =>
      sectionNames.flatMap((section) =>
        Object.keys(renderedOptions({ ...settings, xmpp: { ...settings.xmpp, options: bare } }, section) ?? {}),
      ),
    );
    const free = [...new Set(written)].filter((name) => optionProblem(name, { [name]: true }) === undefined);
    expect(free.sort()).toEqual([
      "muc_access_whitelist",
      "muc_room_allow_persistent",
      "muc_room_cache_size",
      "muc_room_default_public_jids",
      "muc_room_locking",
      "muc_tombstones",
      "network_backend",
      "network_settings",
      "unbound",
    ]);
  });
});

describe("administrators", () => {
  it("have accounts on the stack's own hosts", () => {
    expect(problemsOf(raw({ xmpp: { admins: ["alice@meet.jitsi", "bob@example.org"] } }))).toEqual([
      {
        path: "xmpp.admins[1]",
        value: "bob@example.org",
        reason: "is no account of the stack: accounts are on meet.jitsi and auth.meet.jitsi",
        fix: "pulumi config set --path 'xmpp.admins[1]' bob@meet.jitsi",
      },
    ]);
  });
});

describe("domains", () => {
  it("differ, hidden ones, too", () => {
    expect(problemsOf(raw({ xmpp: { hiddenDomain: "lobby.meet.jitsi" } }))).toEqual([
      {
        path: "xmpp.hiddenDomain",
        value: "lobby.meet.jitsi",
        reason: "is taken: it is the lobby domain, too, and each needs one of its own",
        fix: "pulumi config rm --path xmpp.hiddenDomain",
      },
    ]);
    expect(problemsOf(raw({ xmpp: { guestDomain: "x.jitsi", hiddenDomain: "x.jitsi" } })).map(({ path }) => path)).toEqual([
      "xmpp.hiddenDomain",
    ]);
  }); // prettier-ignore
});

test("counts of stanzas need the metrics that they are part of", () => {
  expect(problemsOf(raw({ observability: { stanzaCounts: true } }))).toEqual([
    {
      path: "observability.stanzaCounts",
      value: true,
      reason: "needs observability.metrics: they are part of Prosody's metrics",
      fix: "pulumi config set --path observability.metrics true",
    },
  ]);
});
