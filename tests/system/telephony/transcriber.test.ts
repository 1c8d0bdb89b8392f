import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import type { Service } from "../images/service.ts";
import { type Person, enterRoom } from "./room.ts";
import { type Stage, openStage, untilHealth } from "./stage.ts";

jest.setTimeout(600_000);

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
}, 900_000);
afterAll(() => stage.close());

const transcribe = "jitsi_meet_transcribe";
const vosk = { engine: "vosk", vosk: { url: "ws://vosk.test:2700" } };
const google = {
  engine: "google",
  google: {
    projectId: "my-project",
    clientEmail: "transcriber@my-project.iam.gserviceaccount.com",
    clientId: "1",
    clientCertUrl: "https://www.googleapis.com/robot/v1/metadata/x509/transcriber",
  },
};
const key = {
  "google-private-key-id": "abc",
  "google-private-key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
};

async function until(person: Person, others: number): Promise<readonly string[]> {
  return eventually(
    () => Promise.resolve(person.others()),
    (found) => found.length === others,
    60,
  );
}

/** Runs one transcriber, and hands it over when jicofo can find it. */
async function transcriber(
  settings: object,
  secrets: Readonly<Record<string, string>>,
  use: (service: Service) => Promise<void>,
) {
  const service = await stage.transcriber({ ...settings }, secrets);
  await untilHealth(service, /^healthy$/);
  await use(service);
  await service.stop();
}

describe("transcription", () => {
  test("is started through jicofo; what is kept is a file that the web server shows to whoever knows its address, and lists nowhere", async () => {
    await transcriber(vosk, {}, async (service) => {
      const alice = await enterRoom(stage.port, "spoken");
      const occupant = await alice.dial(transcribe);
      expect(occupant).toMatch(/^spoken@muc\.meet\.jitsi\/[0-9a-f]{8}$/);
      expect(await until(alice, 1)).toEqual([`${occupant.split("/")[1] ?? ""} (transcriber)`]);
      await alice.leave();
      const log = await eventually(
        () => service.log(),
        (text) => text.includes("Transcript: "),
        60,
      );
      const [, path = ""] = /Transcript: https?:\/\/[^/]+(\/transcripts\/\S+)/.exec(log) ?? [];
      const site = `http://127.0.0.1:${String(stage.port)}`;
      const answer = await fetch(site + path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(answer.headers.get("x-robots-tag")).toBe("noindex");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(await answer.text()).toContain("in room spoken@muc.meet.jitsi\nInitial people present:\n\talice\n");
      for (const folder of ["/transcripts/", path.replace(/[^/]+$/, ""), `${path}x`]) {
        expect((await fetch(site + folder)).status).toBe(404);
      }
    });
  });

  test("by Google is refused without its key, and taken with one made of its six fields", async () => {
    await transcriber(google, key, async () => {
      const alice = await enterRoom(stage.port, "google");
      expect(await alice.dial(transcribe)).toMatch(/^google@muc/);
      await alice.leave();
    });
    await transcriber({ engine: "google" }, {}, async (service) => {
      const bob = await enterRoom(stage.port, "keyless", "bob");
      expect(await bob.dial(transcribe)).toBe("undefined-condition");
      expect(await service.log()).toContain("The Application Default Credentials are not available");
      await bob.leave();
    });
  });

  test("is no telephone: a number that is dialled finds no gateway", async () => {
    await transcriber(vosk, {}, async () => {
      const alice = await enterRoom(stage.port, "no-gateway");
      expect(await alice.dial("phone")).toBe("service-unavailable");
      await alice.leave();
    });
  });
});
