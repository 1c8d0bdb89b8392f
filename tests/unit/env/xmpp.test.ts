import { describe, expect, it, test } from "@jest/globals";
import fc from "fast-check";
import { luaAssignments } from "../../../config/env/lua-assignments.ts";
import { importEnv } from "../../../config/env-file.ts";

/** The answer to the last line of a file. */
function answerTo(...lines: readonly string[]) {
  const { answer, setting, value, reason } = importEnv(lines.join("\n")).at(-1) ?? {};
  return { answer, setting, value, reason };
}

function takes(...lines: readonly string[]) {
  const { answer, setting, value } = answerTo(...lines);
  return { answer, setting, value };
}

const set = (setting: string, value: unknown, answer = "translated") => ({ answer, setting, value });

describe("lists of modules", () => {
  it("are the section's setting", () => {
    expect(answerTo("XMPP_MUC_MODULES=muc_allowners, muc_flip")).toEqual({
      ...set("xmpp.modules.muc", ["muc_allowners", "muc_flip"], "setting"),
      reason: null,
    });
  });

  test.each([
    ["GLOBAL_MODULES", "global"],
    ["XMPP_MODULES", "main"],
    ["XMPP_INTERNAL_MUC_MODULES", "internalMuc"],
    ["XMPP_LOBBY_MUC_MODULES", "lobby"],
    ["XMPP_BREAKOUT_MUC_MODULES", "breakout"],
    ["XMPP_SPEAKERSTATS_MODULES", "speakerStats"],
  ])("%s is xmpp.modules.%s", (variable, section) => {
    expect(takes(`${variable}=uptime`)).toEqual(set(`xmpp.modules.${section}`, ["uptime"], "setting"));
  });

  it("are the guests', too, where there are guests: upstream gives both hosts the same", () => {
    expect(answerTo("ENABLE_AUTH=1", "ENABLE_GUESTS=1", "XMPP_MODULES=uptime")).toEqual({
      ...set("xmpp.modules.main, xmpp.modules.guest", {
        "xmpp.modules.main": ["uptime"],
        "xmpp.modules.guest": ["uptime"],
      }),
      reason: "the guests' host has them, too",
    });
  });

  it("lose what is gone upstream, and say so", () => {
    expect(answerTo("XMPP_MUC_MODULES=muc_poltergeist,muc_flip")).toEqual({
      ...set("xmpp.modules.muc", ["muc_flip"]),
      reason: "muc_poltergeist is gone upstream since 2025: a component of its own does its work",
    });
  });

  it("turn on the setting that waits for a host, and lose its modules", () => {
    expect(takes("XMPP_MUC_MODULES=muc_wait_for_host,muc_flip")).toEqual(
      set("xmpp.modules.muc, rooms.waitForHost.enabled", {
        "xmpp.modules.muc": ["muc_flip"],
        "rooms.waitForHost.enabled": true,
      }),
    );
    expect(takes("XMPP_MUC_MODULES=muc_wait_for_host")).toEqual(set("rooms.waitForHost.enabled", true));
    expect(answerTo("XMPP_MODULES=persistent_lobby")).toEqual({
      answer: "ignored",
      setting: null,
      value: null,
      reason: "persistent_lobby is loaded by rooms.waitForHost.enabled, with what belongs to it",
    });
  });

  it("hold names only", () => {
    expect(answerTo("XMPP_MODULES=uptime,os.exit()")).toMatchObject({
      answer: "refused",
      reason: "os.exit(): must be a Prosody module's name without mod_, such as muc_census",
    });
  });
});

describe("raw lines of Prosody's configuration", () => {
  it("become typed options where they are plain assignments", () => {
    expect(takes(`XMPP_MUC_CONFIGURATION='a = "x y",b=3,c = true, d = {"p"; "q"},e = -1.5;'`)).toEqual(
      set("xmpp.options.muc", { a: "x y", b: 3, c: true, d: ["p", "q"], e: -1.5 }),
    );
    expect(takes("ENABLE_AUTH=1", "ENABLE_GUESTS=1", "XMPP_CONFIGURATION=a = 1")).toEqual(
      set("xmpp.options.main, xmpp.options.guest", { "xmpp.options.main": { a: 1 }, "xmpp.options.guest": { a: 1 } }),
    );
  });

  test.each(["a = os.exit()", "a", 'a = "x" .. b', "a = b", "= 1", "a = {{1}}", 'VirtualHost "x"'])(
    "are refused where they are other Lua: %s",
    (line) => {
      expect(answerTo(`XMPP_CONFIGURATION='${line}'`)).toMatchObject({
        answer: "refused",
        reason: `${line} is no plain assignment such as name = "text". Set xmpp.options.main.<name> to its value`,
      });
    },
  );

  it("are refused where a setting of their own says it", () => {
    expect(answerTo("XMPP_MUC_CONFIGURATION=muc_max_occupants = 5")).toMatchObject({
      answer: "refused",
      reason: "muc_max_occupants is what rooms.maxParticipants sets: remove it from the line",
    });
  });

  it("for the whole server are xmpp.extraConfig", () => {
    expect(takes("GLOBAL_CONFIG=a = 1;\\nb = 2;")).toEqual(set("xmpp.extraConfig", "a = 1;\nb = 2;"));
  });

  it("never throw, and never make anything but names and plain values", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = luaAssignments(text);
        if ("options" in read) {
          expect(Object.keys(read.options).filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
        }
      }),
    );
  });
});

describe("limits", () => {
  test.each([
    ["PROSODY_C2S_LIMIT=10kb/s", "xmpp.limits.c2s.rate", 10],
    ["PROSODY_C2S_LIMIT=1mb/s", "xmpp.limits.c2s.rate", 1000],
    ["PROSODY_S2S_LIMIT=512 kb/s", "xmpp.limits.s2sIn.rate", 512],
    ["PROSODY_DISABLE_C2S_LIMIT=1", "xmpp.limits.c2s.enabled", false],
    ["PROSODY_DISABLE_S2S_LIMIT=0", "xmpp.limits.s2sIn.enabled", true],
  ])("%s", (line, setting, value) => {
    expect(takes(line)).toEqual(set(setting, value));
  });

  it("in bytes are refused: Prosody takes them for ten times as much", () => {
    expect(answerTo("PROSODY_C2S_LIMIT=5000b/s")).toMatchObject({
      answer: "refused",
      reason: "must be a rate such as 10kb/s or 1mb/s",
    });
  });
});

describe("rooms", () => {
  test.each([
    ["DISABLE_POLLS=1", "rooms.polls", false],
    ["WAIT_FOR_HOST_DISABLE_AUTO_OWNERS=1", "rooms.waitForHost.autoOwners", false],
  ])("%s says the opposite of its setting", (line, setting, value) => {
    expect(takes(line)).toEqual(set(setting, value));
  });

  test.each([
    ["MAX_PARTICIPANTS=20", "rooms.maxParticipants", 20],
    [
      "PROSODY_RATE_LIMIT_ALLOW_RANGES=10.0.0.0/8,192.0.2.1",
      "rooms.rateLimits.allowRanges",
      ["10.0.0.0/8", "192.0.2.1"],
    ],
    ["PROSODY_METRICS_ALLOWED_CIDR=172.16.0.0/12", "observability.metricsNetwork", "172.16.0.0/12"],
    ["XMPP_RECORDER_DOMAIN=rec.meet.jitsi", "xmpp.hiddenDomain", "rec.meet.jitsi"],
    ["LOG_LEVEL=debug", "xmpp.logLevel", "debug"],
  ])("%s", (line, setting, value) => {
    expect(takes(line)).toMatchObject({ setting, value });
  });

  it("have visitors on nodes, whose ports count up where they are not given", () => {
    expect(takes("VISITORS_XMPP_SERVER=one.example.org:5300,two.example.org")).toEqual(
      set("rooms.visitors.nodes", [
        { host: "one.example.org", serverPort: 5300, clientPort: 5222 },
        { host: "two.example.org", serverPort: 52221, clientPort: 5222 },
      ]),
    );
    expect(takes("VISITORS_XMPP_PORT=6000", "VISITORS_XMPP_SERVER=one.example.org")).toEqual(
      set("rooms.visitors.nodes", [{ host: "one.example.org", serverPort: 6000, clientPort: 5222 }]),
    );
  });
});

describe("what this stack does not do", () => {
  test.each([
    ["PROSODY_MODE=visitors", "this stack runs Prosody's client mode. Visitor nodes run elsewhere: name them in rooms.visitors.nodes of the main stack"],
    ["PROSODY_MODE=brewery", "this stack runs Prosody's client mode, and its bridges log in to the same Prosody"],
    ["PROSODY_C2S_REQUIRE_ENCRYPTION=0", "services and browsers always come encrypted. The stack's own certificates make it cost nothing: remove the line"],
    ["PROSODY_ENABLE_S2S=1", "Prosody talks to visitor nodes only, not to other servers. Remove the line, or set ENABLE_VISITORS"],
    ["PROSODY_LOG_CONFIG={levels = {min = \"info\"}}", "the container can write to its output only, and Docker keeps that. xmpp.logLevel says how much; remove the line"],
  ])("is refused: %s", (line, reason) => {
    expect(answerTo(line)).toMatchObject({ answer: "refused", reason });
  }); // prettier-ignore

  test.each([
    "PROSODY_MODE=client",
    "PROSODY_C2S_REQUIRE_ENCRYPTION=1",
    "PROSODY_ENABLE_S2S=0",
    "PROSODY_HTTP_PORT=5280",
    "PROSODY_TRUSTED_PROXIES=10.0.0.1",
    "SHARD=x",
  ])("is ignored where it makes no difference: %s", (line) => {
    expect(answerTo(line)).toMatchObject({ answer: "ignored", setting: null });
  });

  it("has people's own administrators, which upstream wrote and replaced", () => {
    expect(takes("PROSODY_ADMINS=alice@meet.jitsi")).toEqual(set("xmpp.admins", ["alice@meet.jitsi"]));
  });
});
