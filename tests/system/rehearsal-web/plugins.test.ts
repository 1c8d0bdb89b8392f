import { readdir } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { xml, type Element } from "@xmpp/client";
import { startFixture, serverConfig, type Fixture } from "./fixture.ts";
import { plugins, startServer } from "./server.ts";
import { ask, errorCondition, type Session } from "./xmpp.ts";

jest.setTimeout(120_000);

const muc = "muc.meet.jitsi";
const conference = xml("conference", { xmlns: "http://jitsi.org/protocol/focus", room: `r@${muc}` });
let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.closeSessions());
afterAll(() => fixture.server.stop());

/** Modules that this server does without. tests/system/auth/ has them, in the project's own image. */
const elsewhere = [
  "audio_translation_component",
  "auth_hybrid_matrix_token",
  "auth_matrix_user_verification",
  "auth_token",
  "certs_s2soutinjection",
  "filter_messages",
  "jibri_session",
  "matrix_affiliation",
  "matrix_lobby_bypass",
  "matrix_power_sync",
  "measure_stanza_counts",
  "muc_allowners",
  "muc_limit_messages",
  "muc_password_check",
  "muc_rate_limit",
  "muc_wait_for_host",
  "rate_limit",
  "reservations",
  "s2s_whitelist",
  "s2sout_override",
  "token_affiliation",
  "token_verification",
  "visitors",
  "visitors_component",
];

/** The main domain's feature -> address table. */
async function features(session: Session): Promise<Record<string, string>> {
  const info = await ask(session, "meet.jitsi", xml("query", { xmlns: "http://jabber.org/protocol/disco#info" }));
  const identities = "condition" in info ? [] : (info.getChild("query")?.getChildren("identity") ?? []);
  return Object.fromEntries(
    identities
      .filter(({ attrs }) => attrs["category"] === "component")
      .map(({ attrs }) => [attrs["type"] ?? "", attrs["name"] ?? ""]),
  );
}

test("client_proxy is shut until focus is subscribed and the module loaded again, then carries requests there and back", async () => {
  const { server } = fixture;
  const focus = await fixture.focus();
  await focus.client.send(xml("presence"));
  const guest = await fixture.guest();
  expect(await ask(guest, "focus.meet.jitsi", conference, "set")).toEqual({ condition: "service-unavailable" });

  await server.shell("roster", "subscribe_both", "focus@auth.meet.jitsi", "focus.meet.jitsi");
  expect(await ask(guest, "focus.meet.jitsi", conference, "set")).toEqual({ condition: "service-unavailable" });

  const requests: (string | undefined)[] = [];
  focus.client.iqCallee.set("http://jitsi.org/protocol/focus", "conference", ({ stanza }) => {
    requests.push(stanza.attrs["from"], stanza.attrs["to"]);
    return xml("conference", { xmlns: "http://jitsi.org/protocol/focus", ready: "true" });
  });
  await server.shell("module", "reload", "client_proxy", "focus.meet.jitsi");
  const answer = await ask(guest, "focus.meet.jitsi", conference, "set");
  expect(requests).toEqual([`focus.meet.jitsi/${guest.jid}`, "focus@auth.meet.jitsi/focus"]);
  expect(answer).toMatchObject({ attrs: { from: "focus.meet.jitsi", to: guest.jid, type: "result" } });
});

test("client_proxy asks only sessions of focus that are still there", async () => {
  const answers = async (): Promise<readonly string[]> => {
    const guest = await fixture.guest();
    const asked = Array.from({ length: 12 }, () => ask(guest, "focus.meet.jitsi", conference, "set"));
    return (await Promise.all(asked)).map((answer) => ("condition" in answer ? answer.condition : "ready"));
  };
  const [first, second] = [await fixture.focus(), await fixture.focus("second")];
  const ready = (): Element => xml("conference", { xmlns: "http://jitsi.org/protocol/focus", ready: "true" });
  for (const { client } of [first, second]) {
    client.iqCallee.set("http://jitsi.org/protocol/focus", "conference", ready);
    await client.send(xml("presence"));
  }
  await second.receive((stanza) => stanza.is("presence") && stanza.attrs["from"] === second.jid);
  await second.close();
  expect(await answers()).toEqual(Array.from({ length: 12 }, () => "ready"));
});

test("client_proxy is shut again when focus logs out", async () => {
  const guest = await fixture.guest();
  expect(await ask(guest, "focus.meet.jitsi", conference, "set")).toEqual({ condition: "service-unavailable" });
});

test("client_proxy passes requests only: messages and presence are refused", async () => {
  const guest = await fixture.guest();
  await guest.client.send(xml("message", { to: "focus.meet.jitsi", id: "m1" }, xml("body", {}, "hello")));
  await guest.client.send(xml("presence", { to: "focus.meet.jitsi", id: "p1" }));
  const from = (name: string): Promise<string> =>
    guest.receive((stanza) => stanza.is(name) && stanza.attrs["type"] === "error").then(errorCondition);
  expect(await from("message")).toBe("feature-not-implemented");
  expect(await from("presence")).toBe("bad-request");
});

test("an anonymous login gets a UUID as its name, and its old name back with previd", async () => {
  const before = await fixture.guest();
  expect(before.jid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@guest\.meet\.jitsi\//);
  const enabled = await before.receive((element) => element.is("enabled", "urn:xmpp:sm:3"));
  const after = await fixture.guest(`previd=${String(enabled.attrs["id"])}`);
  expect(after.jid.split("@")[0]).toBe(before.jid.split("@")[0]);
  const stranger = await fixture.guest("previd=unknown");
  expect(stranger.jid.split("@")[0]).not.toBe(before.jid.split("@")[0]);
});

test("an anonymous login works over BOSH too", async () => {
  const rid = 1000;
  const post = async (body: string): Promise<string> => {
    const url = `http://127.0.0.1:${String(fixture.server.port)}/http-bind`;
    return (await fetch(url, { method: "POST", headers: { "content-type": "text/xml" }, body })).text();
  };
  const body = "xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'";
  const created = await post(
    `<body ${body} rid='${String(rid)}' to='guest.meet.jitsi' wait='5' hold='1' ver='1.6' xmpp:version='1.0'/>`,
  );
  const sid = /sid='([^']+)'/.exec(created)?.[1] ?? "";
  const auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>";
  expect(await post(`<body ${body} rid='${String(rid + 1)}' sid='${sid}'>${auth}</body>`)).toMatch(/<success /);
  await post(`<body ${body} rid='${String(rid + 2)}' sid='${sid}' xmpp:restart='true'/>`);
  const bind = "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";
  expect(await post(`<body ${body} rid='${String(rid + 3)}' sid='${sid}'>${bind}</body>`)).toMatch(
    /<jid>[0-9a-f-]{36}@guest\.meet\.jitsi\//,
  );
});

test("an anonymous host has no accounts to make", async () => {
  await expect(fixture.server.shell("user", "create", "eve@guest.meet.jitsi", "pw")).rejects.toThrow(/anonymous/);
});

test("the main domain lists every component's address", async () => {
  expect(await features(await fixture.guest())).toEqual({
    av_moderation: "avmoderation.meet.jitsi",
    breakout_rooms: "breakout.meet.jitsi",
    conference_duration: "conferenceduration.meet.jitsi",
    end_conference: "endconference.meet.jitsi",
    lobbyrooms: "lobby.meet.jitsi",
    polls: "polls.meet.jitsi",
    room_metadata: "metadata.meet.jitsi",
    speakerstats: "speakerstats.meet.jitsi",
  });
});

test("every module loads, and says that it is a stand-in", async () => {
  const log = await fixture.server.log();
  expect(log).not.toContain("Error initializing module");
  const announced = new Set(
    [...log.matchAll(/info\s+REHEARSAL stand-in of (mod_\S+)/g)].map((match) => `${String(match[1])}.lua`),
  );
  const files = (await readdir(plugins)).filter((name) => name.startsWith("mod_"));
  expect(files.filter((name) => !announced.has(name)).sort()).toEqual(
    elsewhere.map((name) => `mod_${name}.lua`).sort(),
  );
});

const required: readonly [option: string, module: string, host: string][] = [
  ["main_muc", "muc_lobby_rooms", "meet.jitsi"],
  ["main_muc", "muc_breakout_rooms", "meet.jitsi"],
  ["main_muc", "conference_duration", "meet.jitsi"],
  ["muc_component", "speakerstats_component", "speakerstats.meet.jitsi"],
  ["muc_component", "end_conference", "endconference.meet.jitsi"],
  ["muc_component", "av_moderation_component", "avmoderation.meet.jitsi"],
  ["muc_component", "room_metadata_component", "metadata.meet.jitsi"],
  ["muc_mapper_domain_base", "polls_component", "polls.meet.jitsi"],
  ["muc_mapper_domain_base", "jitsi_permissions", muc],
  ["muc_mapper_domain_base", "jitsi_permissions", "breakout.meet.jitsi"],
  ["muc_mapper_domain_base", "muc_domain_mapper", muc],
  ["target_address", "client_proxy", "focus.meet.jitsi"],
];

/** The (option, module, host) of every module that did not load, when these options are left out. */
async function refusals(options: readonly string[]): Promise<Set<string>> {
  const lines = (await serverConfig())
    .split("\n")
    .filter((line) => !options.includes(line.trim().split(" = ")[0] ?? ""));
  const bare = await startServer(lines.join("\n"));
  try {
    const log = await bare.log();
    const failed = log.matchAll(/error\s+Error initializing module '(\S+)' on '(\S+)': option "(\S+)" is missing/g);
    return new Set([...failed].map(([, module, host, option]) => [option, module, host].join(" ")));
  } finally {
    await bare.stop();
  }
}

test("a module without a required option does not load and says which", async () => {
  const options = [...new Set(required.map(([option]) => option))];
  const wanted = required.map((entry) => entry.join(" "));
  expect(await refusals(options)).toEqual(new Set([...wanted, "main_muc persistent_lobby meet.jitsi"]));
  expect(await refusals(["lobby_muc", "breakout_rooms_component"])).toEqual(
    new Set([
      "lobby_muc muc_lobby_rooms meet.jitsi",
      "lobby_muc persistent_lobby meet.jitsi",
      "breakout_rooms_component room_metadata_component metadata.meet.jitsi",
    ]),
  );
});
