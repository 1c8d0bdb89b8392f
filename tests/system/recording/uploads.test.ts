import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import type { Service } from "../images/service.ts";
import { recordBriefly } from "./meeting.ts";
import { type Storage, keys, openStorage, readSums, sumsOf } from "./storage.ts";
import { type Studio, openStudio } from "./studio.ts";

jest.setTimeout(300_000);

let studio: Studio;
let storage: Storage;
let recorder: Service;

/** Starts the one recorder, which uploads to the storage. */
async function startUploader(upload: Readonly<Record<string, unknown>>, secret: string = keys.secret): Promise<void> {
  recorder = await studio.recorder({
    recording: { upload: { enabled: true, endpoint: storage.endpoint, bucket: "films", folder: "2026", ...upload } },
    secrets: { "upload-access-key": keys.access, "upload-secret-key": secret },
    options: ["--volume=/storage/recordings"],
  });
}

/** SHA-256 of each file that the recorder has, by its path. */
async function kept(): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await recorder.exec("sh", "-c", sumsOf("/storage/recordings"));
  return readSums(stdout);
}

const film = expect.stringMatching(/^[0-9a-f-]{36}\/meeting-[0-9a-f]{8}_[\d-]+\.mp4$/);
const metadata = expect.stringMatching(/^[0-9a-f-]{36}\/metadata\.json$/);

beforeAll(async () => {
  studio = await openStudio();
  storage = await openStorage(studio.network, "films");
}, 900_000);
afterAll(async () => {
  await storage.close();
  await studio.close();
});

afterEach(() => recorder.stop());

test("an upload takes each file of a recording to the storage, byte by byte, and keeps its own", async () => {
  await startUploader({ keepFiles: true });
  await recordBriefly(studio);
  const files = await kept();
  expect(Object.keys(files).sort()).toEqual([film, metadata]);
  const underFolder = Object.entries(files).map(([path, sum]) => [`2026/${path}`, sum]);
  expect(await storage.objects()).toEqual(Object.fromEntries(underFolder));
  const [session] = Object.keys(files)[0]?.split("/") ?? [];
  expect(await recorder.log()).toContain(`uploaded to films/2026/${String(session)}`);
  expect(await recorder.log()).not.toContain(keys.secret);
});

test("nothing stays where the copy in the storage is to be the only one", async () => {
  const before = Object.keys(await storage.objects());
  await startUploader({ keepFiles: false, folder: undefined });
  await recordBriefly(studio);
  expect(await kept()).toEqual({});
  const added = Object.keys(await storage.objects()).filter((path) => !before.includes(path));
  expect(added.sort()).toEqual([film, metadata]);
});

test("an upload that the storage refuses leaves the files where they are, and says so", async () => {
  const before = await storage.objects();
  await startUploader({ keepFiles: false }, "another-secret");
  await recordBriefly(studio);
  expect(Object.keys(await kept()).sort()).toEqual([film, metadata]);
  expect(await storage.objects()).toEqual(before);
  expect(await storage.log()).toContain("another signature");
  expect(await recorder.log()).toMatch(
    /THE UPLOAD FAILED: the recording is kept in \/storage\/recordings\/[0-9a-f-]{36}/,
  );
});
