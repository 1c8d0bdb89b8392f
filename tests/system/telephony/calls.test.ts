import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import type { Service } from "../images/service.ts";
import { type Person, enterRoom } from "./room.ts";
import { share } from "./sound.ts";
import { type Stage, openStage, untilHealth } from "./stage.ts";

jest.setTimeout(600_000);

let stage: Stage;
let gateway: Service;

/** What the gateway says of the sound of its calls. */
interface Call {
  readonly sent_packets: number;
  readonly received_packets: number;
  readonly received_level: number;
}

beforeAll(async () => {
  stage = await openStage();
  gateway = await stage.gateway();
  await untilHealth(gateway, /^healthy$/);
}, 900_000);
afterAll(() => stage.close());

async function calls(): Promise<Call[]> {
  const { stdout } = await gateway.exec("curl", "-s", "http://127.0.0.1:8788/debug");
  return Object.values((JSON.parse(stdout) as { calls: Record<string, Call> }).calls);
}

/** A second of sound and more, both ways: the telephone's tone is 880 Hz, the stand-in's 440. */
async function voiceBothWays(phone: { heard(): Promise<Int16Array> }): Promise<void> {
  const [call] = await eventually(calls, ([one]) => (one?.received_packets ?? 0) > 100, 60);
  expect(call?.received_level).toBeGreaterThan(1000);
  const heard = await eventually(
    () => phone.heard(),
    (samples) => samples.length > 16_000,
    60,
  );
  const second = heard.subarray(8000, 16_000);
  expect(share(second, 440)).toBeGreaterThan(0.9);
  expect(share(second, 880)).toBeLessThan(0.05);
}

async function untilAlone(person: Person): Promise<void> {
  await eventually(
    () => Promise.resolve(person.others()),
    (others) => others.length === 0,
    30,
  );
}

describe("with a gateway that is registered", () => {
  test("a telephone that calls enters the room that the provider names, is heard there and hears", async () => {
    const alice = await enterRoom(stage.port, "dial-in");
    const phone = await stage.sip.phone("sip:room-dial-in@sip.test");
    const others = await eventually(
      () => Promise.resolve(alice.others()),
      (found) => found.length === 1,
      60,
    );
    expect(others).toEqual([expect.stringMatching(/^[0-9a-f]{8} \(telephone\)$/)]);
    await voiceBothWays(phone);
    await phone.stop();
    await untilAlone(alice);
    expect(await calls()).toEqual([]);
    await alice.leave();
  });

  test("a room dials a telephone, which joins it; voice goes both ways until the room hangs up", async () => {
    const phone = await stage.sip.phone();
    await eventually(
      () => stage.sip.count("REGISTER", "phone", "UDP"),
      (count) => count >= 2,
      60,
    );
    const alice = await enterRoom(stage.port, "dial-out");
    const occupant = await alice.dial("phone");
    expect(occupant).toMatch(/^dial-out@muc\.meet\.jitsi\/[0-9a-f]{8}$/);
    // The answer and the newcomer's presence come by different ways.
    const others = await eventually(
      () => Promise.resolve(alice.others()),
      (all) => all.length > 0,
    );
    expect(others).toEqual([`${occupant.split("/")[1] ?? ""} (telephone)`]);
    await voiceBothWays(phone);
    await alice.hangUp(occupant);
    await untilAlone(alice);
    await eventually(
      () => phone.log(),
      (log) => log.includes("session closed"),
      30,
    );
    await alice.leave();
  });

  test("a number that nobody has leaves the room again, and the provider's words are in the log", async () => {
    const alice = await enterRoom(stage.port, "nobody");
    expect(await alice.dial("12345")).toMatch(/^nobody@muc/);
    await eventually(
      () => gateway.log(),
      (log) => log.includes("The call to 12345 failed: 404 Nobody there"),
    );
    await untilAlone(alice);
    await alice.leave();
  });

  test("a call that names no room is refused, and no participant appears", async () => {
    const phone = await stage.sip.phone("sip:gateway@sip.test");
    await eventually(
      () => phone.log(),
      (log) => log.includes("486 Busy here"),
      60,
    );
    expect(await calls()).toEqual([]);
  });

  test("nobody dials who is not a moderator, and nobody is a transcriber here", async () => {
    const alice = await enterRoom(stage.port, "rights");
    expect(await alice.dial("jitsi_meet_transcribe")).toBe("service-unavailable");
    await alice.leave();
  });

  test("it signs off at the SIP server when it is stopped, and before the time to stop is over", async () => {
    const { code } = await gateway.exec("sh", "-c", "kill -TERM $(pgrep -o -x start || echo 1)");
    expect(code).toBe(0);
    await eventually(
      () => gateway.log(),
      (log) => log.includes("newState=RegistrationState=Unregistered"),
      30,
    );
  });
});
