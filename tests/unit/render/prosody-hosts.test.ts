import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { renderProsody } from "../../../config/render/prosody.ts";
import { type OptionValue, optionName, optionValue } from "../../../config/settings/xmpp/values.ts";
import { type LuaSection, LuaParser } from "../write/real/lua.ts";
import { wellFormed } from "../write/real/texts.ts";
import { settingsOf } from "./variants.ts";

const lua = new LuaParser();
afterAll(() => lua.stop());

function read(input: object = {}, file = "prosody.cfg.lua"): Promise<LuaSection[]> {
  return lua.sections(renderProsody(settingsOf(input))[file] ?? "");
}

async function options(host: string, input: object = {}): Promise<LuaSection["options"] | undefined> {
  return (await read(input)).find(({ name }) => name === host)?.options;
}

const recording = { recording: { enabled: true } };
const transcription = { transcription: { enabled: true } };

describe("recorders and transcribers", () => {
  test("have a hidden host, where many log in to one account", async () => {
    expect(await options("hidden.meet.jitsi")).toBeUndefined();
    expect(await options("hidden.meet.jitsi", { telephony: { enabled: true } })).toBeUndefined();
    for (const one of [recording, transcription]) {
      expect(await options("hidden.meet.jitsi", one)).toEqual({
        authentication: "internal_hashed",
        disable_sasl_mechanisms: ["DIGEST-MD5", "OAUTHBEARER"],
        modules_enabled: ["smacks"],
        smacks_max_old_sessions: 2000,
      });
    }
  });

  test.each([
    [recording, ["jibri@auth.meet.jitsi"], ["recorder@hidden.meet.jitsi"], undefined],
    [transcription, ["jigasi@auth.meet.jitsi"], undefined, ["transcriber@hidden.meet.jitsi"]],
    [
      { ...recording, ...transcription },
      ["jibri@auth.meet.jitsi", "jigasi@auth.meet.jitsi"],
      ["recorder@hidden.meet.jitsi"],
      ["transcriber@hidden.meet.jitsi"],
    ],
  ])("are known by their accounts everywhere: %j", async (given, controllers, recorders, transcribers) => {
    const hidden = [...(recorders ?? []), ...(transcribers ?? [])];
    const [global] = await read(given);
    const services = ["focus@auth.meet.jitsi", "jvb@auth.meet.jitsi"];
    expect(global?.options["admins"]).toEqual([...services, ...controllers]);
    expect(global?.options["unlimited_jids"]).toEqual(services);
    expect(global?.options["recorder_prefixes"]).toEqual(recorders);
    expect(global?.options["transcriber_prefixes"]).toEqual(transcribers);
    expect((await options("meet.jitsi", given))?.["muc_lobby_whitelist"]).toEqual(["hidden.meet.jitsi"]);
    const trusted = ["focus@auth.meet.jitsi", ...hidden];
    expect((await options("muc.meet.jitsi", given))?.["muc_password_whitelist"]).toEqual(trusted);
    const limited = { ...given, rooms: { maxParticipants: 10 } };
    expect((await options("muc.meet.jitsi", limited))?.["muc_access_whitelist"]).toEqual(trusted);
    expect((await options("lobby.meet.jitsi", limited))?.["muc_access_whitelist"]).toEqual(trusted);
  });

  test("have accounts whose passwords are files of their names", async () => {
    const [accounts] = await read({ ...recording, ...transcription }, "accounts.cfg.lua");
    expect(accounts?.options["stack_accounts"]).toEqual(
      [
        ["focus", "auth"],
        ["jvb", "auth"],
        ["jibri", "auth"],
        ["recorder", "hidden"],
        ["jigasi", "auth"],
        ["transcriber", "hidden"],
      ].map(([user, host]) => ({
        jid: `${user ?? ""}@${host ?? ""}.meet.jitsi`,
        credential: `account-${user ?? ""}`,
        service: true,
      })),
    );
  });

  test("pass no lobby that is not there", async () => {
    const main = await options("meet.jitsi", { ...recording, rooms: { lobby: false } });
    expect(main).not.toHaveProperty("muc_lobby_whitelist");
    expect(main).not.toHaveProperty("lobby_muc");
  });

  test("are told who records by tokens only", async () => {
    const modules = async (type: string, host: string) =>
      (await options(host, { ...recording, auth: { type } }))?.["modules_enabled"];
    for (const host of ["meet.jitsi", "auth.meet.jitsi"]) {
      expect(await modules("internal", host)).not.toContain("jibri_session");
      expect(await modules("jwt", host)).toContain("jibri_session");
    }
  });
});

describe("visitors", () => {
  const visitors = { rooms: { polls: false, visitors: { enabled: true, nodes: [{ host: "a.example.org" }, { host: "b.example.org" }] } } };

  test("are on nodes that alone may connect, each by the names of its hosts", async () => {
    const [global] = await read(visitors);
    expect(global?.options["s2s_whitelist"]).toEqual(["muc.v0.meet.jitsi", "muc.v1.meet.jitsi"]);
    expect(global?.options["s2sout_override"]).toEqual({
      "v0.meet.jitsi": "tcp://a.example.org:5269",
      "muc.v0.meet.jitsi": "tcp://a.example.org:5269",
      "v1.meet.jitsi": "tcp://b.example.org:5269",
      "muc.v1.meet.jitsi": "tcp://b.example.org:5269",
    });
  });

  test("are never recorders; people with accounts talk to no other server", async () => {
    const given = { ...visitors, ...recording, auth: { type: "internal", guests: true } };
    const main = await options("meet.jitsi", given);
    expect(main?.["visitors_ignore_list"]).toEqual(["hidden.meet.jitsi"]);
    expect(main).not.toHaveProperty("allow_anonymous_s2s");
    expect((await options("guest.meet.jitsi", given))?.["allow_anonymous_s2s"]).toBe(true);
  });
}); // prettier-ignore

/** Values of the kinds that the setting takes; whether it takes them is its own matter. */
const { value } = fc.letrec<{ value: OptionValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    wellFormed,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.array(tie("value"), { minLength: 1, maxLength: 3 }),
    // A table whose keys are all numbers would come back as a list.
    fc.dictionary(
      wellFormed.map((text) => `k${text}`),
      tie("value"),
      { minKeys: 1, maxKeys: 3 },
    ),
  ),
}));
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/).filter((text) => optionName.safeParse(text).success);

test("an option is read by Lua as it was set, and leaves everything else as it is", async () => {
  const before = await read();
  await fc.assert(
    fc.asyncProperty(name, value, async (option, given) => {
      fc.pre(optionValue.safeParse(given).success && !Object.hasOwn(before[0]?.options ?? {}, option));
      const [, ...sections] = before;
      expect(await read({ xmpp: { options: { global: { [option]: given } } } })).toEqual([
        { ...before[0], options: { ...before[0]?.options, [option]: given } },
        ...sections,
      ]);
    }),
    { numRuns: 200 },
  );
});
