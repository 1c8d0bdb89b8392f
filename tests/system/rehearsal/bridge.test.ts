import { createSocket } from "node:dgram";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { execa } from "execa";
import { eventually } from "../../harness/wait.ts";
import { ask, type Session } from "../rehearsal-web/xmpp.ts";
import { bridge, jicofo } from "./casting.ts";
import { enter, person, requestConference } from "./people.ts";
import { openStage, prosodyShell, type Actor, type Stage } from "./stage.ts";

const brewery = "jvbbrewery@internal-muc.meet.jitsi";
const health = xml("healthcheck", { xmlns: "http://jitsi.org/protocol/healthcheck" });

let stage: Stage;
let server: Actor;
let port: number;

async function json(actor: Actor, path: string): Promise<Record<string, unknown>> {
  return JSON.parse((await actor.get(path)).body) as Record<string, unknown>;
}

async function addressOf(actor: Actor): Promise<string> {
  const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
  return (await execa("docker", ["inspect", "-f", format, actor.container])).stdout;
}

beforeAll(async () => {
  stage = await openStage();
  ({ actor: server, port } = await stage.prosody("prosody"));
}, 300_000);

afterAll(async () => {
  await stage.close();
}, 60_000);

describe("the bridge's pages", () => {
  test("call it healthy without any login, and only /colibri/stats tells the truth", async () => {
    const alone = await stage.start(bridge("jvb-alone", "", "not-the-password"));
    await alone.logs("not-authorized");
    expect(await alone.get("/about/health")).toEqual({ status: 200, body: "" });
    expect(await json(alone, "/colibri/stats")).toMatchObject({
      muc_clients_configured: 1,
      muc_clients_connected: 0,
      mucs_configured: 1,
      mucs_joined: 0,
    });
    await alone.signal("KILL");
  }, 60_000);

  test("leave out /colibri/stats and /colibri/shutdown, but not drain, while the REST API is off", async () => {
    const quiet = await stage.start(bridge("jvb-quiet", "videobridge.apis.rest.enabled = off", "not-the-password"));
    await quiet.logs("not-authorized");
    expect((await quiet.get("/colibri/stats")).status).toBe(404);
    expect((await quiet.post("/colibri/shutdown")).status).toBe(404);
    expect((await quiet.post("/colibri/drain/enable")).status).toBe(200);
    expect(await json(quiet, "/colibri/drain")).toMatchObject({ drain: true });
    expect((await quiet.get("/debug")).status).toBe(200);
    await quiet.signal("KILL");
  }, 60_000);

  test("turn 500 at the first check where no address is public, and a static mapping cures it", async () => {
    const check = "videobridge.health { interval = 2 seconds, require-valid-address = yes }";
    const unmapped = await stage.start(bridge("jvb-private", check));
    const mapped = await stage.start(bridge("jvb-mapped", `${check}\n${mapping("${?HOSTNAME}", "203.0.113.7")}`));
    const foreign = await stage.start(bridge("jvb-foreign", `${check}\n${mapping("192.0.2.1", "203.0.113.7")}`));
    const reason = { status: 500, body: "No valid IP addresses available for harvesting." };
    for (const actor of [unmapped, foreign]) {
      const answer = await eventually(
        () => actor.get("/about/health"),
        ({ status }) => status === 500,
      );
      expect(answer).toEqual(reason);
    }
    expect(await foreign.log()).toContain("Static mapping to 203.0.113.7 gives no candidate");
    expect((await json(mapped, "/debug"))["candidates"]).toContain("203.0.113.7:10000 (static mapping)");
    expect(await mapped.get("/about/health")).toEqual({ status: 200, body: "" });
    await Promise.all([unmapped, mapped, foreign].map((actor) => actor.signal("KILL")));
  }, 60_000);
});

/** `local` may be a name that the JVM resolves. */
function mapping(local: string, visible: string): string {
  return `ice4j.harvest.mapping.static-mappings = [{ local-address = ${local.startsWith("$") ? local : `"${local}"`}, public-address = "${visible}" }]`;
}

test("an entry without its nickname is no entry, and no line says so", async () => {
  const second =
    "videobridge.apis.xmpp-client.configs.other { HOSTNAME = prosody, USERNAME = jvb, PASSWORD = x, MUC_JIDS = a }";
  const actor = await stage.start(bridge("jvb-entry", second));
  await actor.logs("Joined ");
  expect(await json(actor, "/colibri/stats")).toMatchObject({ muc_clients_configured: 1, mucs_joined: 1 });
  expect(await actor.log()).not.toContain("other");
  await actor.signal("TERM");
  expect(await actor.exitCode()).toBe(143);
}, 60_000);

test("the media port answers STUN with the address it sees", async () => {
  const actor = await stage.start(bridge("jvb-stun"));
  await actor.logs("Listening on ");
  const socket = createSocket("udp4");
  const transaction = randomBytes(12);
  const request = Buffer.concat([Buffer.from("000100002112a442", "hex"), transaction]);
  const answer = await new Promise<Buffer>((resolve, reject) => {
    socket.once("message", resolve).once("error", reject);
    void addressOf(actor).then((address) => {
      socket.send(request, 10000, address);
    });
  });
  expect(answer.subarray(0, 2).toString("hex")).toBe("0101");
  expect(answer.subarray(4, 20)).toEqual(request.subarray(4, 20));
  expect(answer.subarray(20, 24).toString("hex")).toBe("00200008");
  expect(answer.readUInt16BE(26) ^ 0x2112).toBe(socket.address().port);
  expect(answer.subarray(-12, -3).toString()).toBe("REHEARSAL");
  socket.close();
  await actor.signal("KILL");
}, 60_000);

describe("in the brewery", () => {
  let actor: Actor;
  let alice: Session;

  beforeAll(async () => {
    actor = await stage.start(bridge("jvb-known"));
    await actor.logs("Joined ");
    alice = await person(port, "alice");
  }, 60_000);

  test("the bridge answers occupants of its room only", async () => {
    const real = /Logged in as (\S+),/.exec(await actor.log())?.[1] ?? "";
    expect(await ask(alice, real, health)).toEqual({ condition: "forbidden" });
    expect(await enter(alice, brewery, "alice")).toBe("joined");
    const answer = await ask(alice, `${brewery}/jvb-known`, health);
    expect("attrs" in answer && answer.attrs["type"]).toBe("result");
  });

  test("its presence has the statistics that jicofo reads, again every 5 s", async () => {
    const since = alice.received.length;
    const presence = await eventually(
      () => alice.receive((stanza) => stanza.attrs["from"] === `${brewery}/jvb-known`, since),
      () => true,
    );
    const stats = presence.getChild("stats", "http://jitsi.org/protocol/colibri")?.getChildren("stat") ?? [];
    const values = Object.fromEntries(stats.map(({ attrs }) => [attrs["name"] ?? "", attrs["value"]]));
    expect(values).toMatchObject({ drain: "false", graceful_shutdown: "false", healthy: "true", stress_level: "0.0" });
    expect(values["version"]).toMatch(/rehearsal/);
  }, 30_000);

  test("it leaves the room when it is told to stop", async () => {
    const since = alice.received.length;
    await actor.signal("TERM");
    const left = await alice.receive((stanza) => stanza.attrs["type"] === "unavailable", since);
    expect(left.attrs["from"]).toBe(`${brewery}/jvb-known`);
    expect(await actor.exitCode()).toBe(143);
    await alice.close();
  }, 30_000);
});

describe("a bridge that was killed", () => {
  let focus: Actor;
  let old: Actor;
  const quick = "jicofo { xmpp.client.reply-timeout = 3 seconds, bridge.failure-reset-threshold = 1 hour }";

  /** Two guests in a room: jicofo books them on a bridge. */
  async function meet(room: string): Promise<void> {
    for (const name of ["first", "second"]) {
      const guest = await person(port, "guest");
      await eventually(
        () => requestConference(guest, room),
        (reply) => reply["ready"] === "true",
      );
      await enter(guest, room, name);
    }
  }

  beforeAll(async () => {
    focus = await stage.start(jicofo(quick));
    await focus.logs("Joined the room");
    await prosodyShell(server, "roster", "subscribe_both", "focus@auth.meet.jitsi", "focus.meet.jitsi");
    await prosodyShell(server, "module", "reload", "client_proxy", "focus.meet.jitsi");
    old = await stage.start(bridge("jvb-same"));
    await focus.logs(`Added new videobridge: ${brewery}/jvb-same`);
  }, 90_000);

  test("and replaced under the same nickname fails the next conference and is banned", async () => {
    await old.signal("KILL");
    await (await stage.start(bridge("jvb-same"))).logs("Joined ");
    await meet("clash@muc.meet.jitsi");
    await focus.logs("Timed out asking");
    await focus.logs("No bridge for clash@muc.meet.jitsi");
    const { bridge_selector } = await json(focus, "/stats");
    expect(bridge_selector).toMatchObject({ bridge_count: 1, operational_bridge_count: 0 });
  }, 60_000);

  test("and replaced under a new nickname does not", async () => {
    await (await stage.start(bridge("jvb-new"))).logs("Joined ");
    await focus.logs(`Added new videobridge: ${brewery}/jvb-new`);
    await meet("fine@muc.meet.jitsi");
    const log = await focus.logs("of fine@muc.meet.jitsi on");
    expect(log).toContain(`on ${brewery}/jvb-new`);
  }, 60_000);
});
