import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import type { Session } from "../rehearsal-web/xmpp.ts";
import { bridge, jicofo } from "./casting.ts";
import { enter, person, requestConference } from "./people.ts";
import { openStage, prosodyShell, type Actor, type Stage } from "./stage.ts";

const brewery = "jvbbrewery@internal-muc.meet.jitsi";
const noBridge = { status: 500, body: "No operational bridges available (total bridge count: 0)" };
const good = { status: 200, body: "OK" };

let stage: Stage;
let server: Actor;
let port: number;
let focus: Actor;
let jvb: Actor;
const sessions: Session[] = [];

async function logIn(name: "alice" | "guest"): Promise<Session> {
  const session = await person(port, name);
  sessions.push(session);
  return session;
}

/** Replaces jicofo by one with more configuration, which is in its brewery. */
async function restartFocus(extra: string): Promise<void> {
  await focus.signal("TERM");
  await focus.exitCode();
  focus = await stage.start(jicofo(extra));
  await focus.logs("Added new videobridge");
}

async function json(actor: Actor, path: string): Promise<Record<string, unknown>> {
  return JSON.parse((await actor.get(path)).body) as Record<string, unknown>;
}

async function bridgeState(): Promise<unknown> {
  const { bridge_selector } = (await json(focus, "/debug")) as { bridge_selector: { bridge: Record<string, unknown> } };
  return bridge_selector.bridge[`${brewery}/jvb-one`];
}

beforeAll(async () => {
  stage = await openStage();
  ({ actor: server, port } = await stage.prosody("prosody"));
}, 300_000);

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
});

afterAll(async () => {
  await stage.close();
}, 60_000);

describe("jicofo's health", () => {
  test("is 404 as long as it is not switched on", async () => {
    const off = await stage.start(jicofo("jicofo.health.enabled = false", "not-the-password"));
    await eventually(
      () => off.get("/stats"),
      ({ status }) => status === 200,
    );
    expect((await off.get("/about/health")).status).toBe(404);
    await off.signal("KILL");
  }, 60_000);

  test("is 200 before the first check, though there is no bridge, and the reason only 10 s after the start", async () => {
    focus = await stage.start(jicofo());
    const first = await eventually(
      () => focus.get("/about/health"),
      ({ status }) => status > 0,
    );
    expect(first).toEqual(good);
    const { bridge_selector } = await json(focus, "/stats");
    expect(bridge_selector).toMatchObject({ bridge_count: 0, operational_bridge_count: 0 });
    expect(
      await eventually(
        () => focus.get("/about/health"),
        ({ status }) => status !== 200,
      ),
    ).toEqual(noBridge);
  }, 60_000);

  test("is 200 again at a check after a bridge has joined the brewery", async () => {
    jvb = await stage.start(bridge("jvb-one"));
    await focus.logs("Added new videobridge");
    expect(
      await eventually(
        () => focus.get("/about/health"),
        ({ status }) => status === 200,
      ),
    ).toEqual(good);
    expect((await json(focus, "/stats"))["bridge_selector"]).toMatchObject({ operational_bridge_count: 1 });
    expect(await bridgeState()).toMatchObject({
      drain: false,
      operational: true,
      "graceful-shutdown": false,
      region: "null",
    });
  }, 60_000);
});

describe("a conference request through the focus component", () => {
  const room = "first@muc.meet.jitsi";

  test("is service-unavailable while the focus account is not subscribed", async () => {
    expect(await requestConference(await logIn("guest"), room)).toEqual({ condition: "service-unavailable" });
  });

  test("is answered once it is subscribed and the component reloaded", async () => {
    await prosodyShell(server, "roster", "subscribe_both", "focus@auth.meet.jitsi", "focus.meet.jitsi");
    await prosodyShell(server, "module", "reload", "client_proxy", "focus.meet.jitsi");
    const guest = await logIn("guest");
    const answer = await eventually(
      () => requestConference(guest, room),
      (reply) => reply["condition"] === undefined,
    );
    expect(answer).toMatchObject({ room, ready: "true", focusjid: "focus@auth.meet.jitsi" });
  }, 30_000);

  test("makes the first member an owner, and books two members on the bridge without media", async () => {
    const [first, second] = [await logIn("guest"), await logIn("guest")];
    await requestConference(first, "pair@muc.meet.jitsi");
    expect(await enter(first, "pair@muc.meet.jitsi", "first")).toBe("joined");
    await first.receive(
      (stanza) =>
        stanza.toString().includes('affiliation="owner"') && stanza.attrs["from"] === "pair@muc.meet.jitsi/first",
    );
    expect(await enter(second, "pair@muc.meet.jitsi", "second")).toBe("joined");
    const stats = await eventually(
      () => json(jvb, "/colibri/stats"),
      ({ participants }) => participants === 2,
    );
    expect(stats).toMatchObject({ conferences: 1, endpoints: 2 });
    await Promise.all(sessions.splice(0).map((session) => session.close()));
    await eventually(
      () => json(jvb, "/colibri/stats"),
      ({ conferences }) => conferences === 0,
    );
  }, 60_000);

  test("is refused from a component that is not jicofo's client proxy", async () => {
    await restartFocus("jicofo.xmpp.client.client-proxy = other.meet.jitsi");
    expect(await requestConference(await logIn("guest"), room)).toEqual({ condition: "forbidden" });
    expect(await focus.log()).toContain(
      "Refused a request through focus.meet.jitsi: jicofo.xmpp.client.client-proxy is other.meet.jitsi",
    );
  }, 60_000);
});

describe("with authentication", () => {
  const room = "private@muc.meet.jitsi";

  beforeAll(async () => {
    await restartFocus("jicofo.authentication { enabled = yes, type = XMPP, login-url = meet.jitsi }");
  }, 60_000);

  test("a guest may not create a room", async () => {
    expect(await requestConference(await logIn("guest"), room)).toEqual({ condition: "not-authorized" });
  });

  test("a user may, and is told a session; a guest may then enter", async () => {
    const [alice, guest] = [await logIn("alice"), await logIn("guest")];
    const answer = await requestConference(alice, room);
    expect(answer).toMatchObject({ ready: "true", identity: "alice@meet.jitsi" });
    expect(await requestConference(guest, room)).toMatchObject({ ready: "true" });
  });

  test("the session opens rooms from the same browser without a login, and an invented one does not", async () => {
    const session = (await requestConference(await logIn("alice"), room))["session-id"] ?? "";
    const guest = await logIn("guest");
    expect(await requestConference(guest, "next@muc.meet.jitsi", { "session-id": session })).toMatchObject({
      ready: "true",
    });
    const other = { "session-id": session, "machine-uid": "other" };
    expect(await requestConference(guest, room, other)).toEqual({ condition: "not-acceptable" });
    expect(await requestConference(guest, room, { "session-id": "invented" })).toEqual({ condition: "not-acceptable" });
  });
});

describe("a draining bridge", () => {
  test("still counts as operational, keeps jicofo at 200, and gets no conference", async () => {
    await restartFocus("");
    expect(await jvb.post("/colibri/drain/enable")).toEqual({ status: 200, body: "" });
    await eventually(bridgeState, (state) => (state as { drain: boolean }).drain);
    const room = "drained@muc.meet.jitsi";
    for (const name of ["first", "second"]) {
      const session = await logIn("guest");
      expect(await requestConference(session, room)).toMatchObject({ ready: "true" });
      expect(await enter(session, room, name)).toBe("joined");
    }
    await focus.logs(`No bridge for ${room}`);
    expect((await json(focus, "/stats"))["bridge_selector"]).toMatchObject({ operational_bridge_count: 1 });
    // What it says is its last check's answer, up to ten seconds old.
    expect(
      await eventually(
        () => focus.get("/about/health"),
        ({ status }) => status === 200,
      ),
    ).toEqual(good);
    expect(await jvb.post("/colibri/drain/disable")).toEqual({ status: 200, body: "" });
  }, 60_000);
});

test("a focus that is no owner of the brewery stays without bridges", async () => {
  const client = "jicofo.xmpp.client { domain = meet.jitsi, username = alice }";
  const stranger = await stage.start(jicofo(client, "alice-secret"));
  await stranger.logs("Only owners can configure rooms");
  expect(
    await eventually(
      () => stranger.get("/about/health"),
      ({ status }) => status === 500,
    ),
  ).toEqual(noBridge);
}, 60_000);
