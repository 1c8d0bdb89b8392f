import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execa } from "execa";
import { buildRehearsalPackages, rehearsalPackages, rehearsalVersion } from "../../../rehearsal/build.ts";

const projectDir = join(import.meta.dirname, "../../..");
let directory: string;
let unpacked: string;

beforeAll(async () => {
  ({ directory } = await buildRehearsalPackages({ projectDir, report: () => undefined }));
  unpacked = await mkdtemp(join(tmpdir(), "rehearsal-packages-"));
  for (const name of rehearsalPackages) {
    await execa("dpkg-deb", ["-x", deb(name), join(unpacked, name)]);
  }
}, 300_000);

afterAll(async () => {
  await rm(unpacked, { recursive: true });
});

function deb(name: string): string {
  return join(directory, `${name}_${rehearsalVersion}_all.deb`);
}

test("a second build does nothing and says so", async () => {
  const lines: string[] = [];
  const again = await buildRehearsalPackages({ projectDir, report: (line) => lines.push(line) });
  expect(again).toEqual({ directory, built: false });
  expect(lines).toEqual([]);
});

test("builds side by side both end with the whole folder", async () => {
  // In a folder of its own: other tests take packages from the project's.
  const project = await mkdtemp(join(tmpdir(), "rehearsal-project-"));
  for (const name of ["rehearsal", "package-lock.json"]) {
    await symlink(join(projectDir, name), join(project, name));
  }
  const place = join(project, ".jitsi/packages/rehearsal");
  const builds = [1, 2].map(() => buildRehearsalPackages({ projectDir: project, report: () => undefined }));
  expect(await Promise.all(builds)).toEqual([
    { directory: place, built: true },
    { directory: place, built: true },
  ]);
  expect((await readdir(place)).sort()).toEqual((await readdir(directory)).sort());
  await rm(project, { recursive: true });
}, 300_000);

test("the folder holds the packages and nothing else", async () => {
  expect((await readdir(directory)).sort()).toEqual(
    rehearsalPackages.map((name) => `${name}_${rehearsalVersion}_all.deb`).sort(),
  );
});

test.each(rehearsalPackages)("%s names itself, its version and that it is a rehearsal", async (name) => {
  const { stdout } = await execa("dpkg-deb", ["-f", deb(name), "Package", "Version", "Architecture", "Description"]);
  expect(stdout.split("\n").slice(0, 4)).toEqual([
    `Package: ${name}`,
    `Version: ${rehearsalVersion}`,
    "Architecture: all",
    `Description: REHEARSAL stand-in for ${name}`,
  ]);
});

test("an official version sorts above the rehearsal of it", async () => {
  const { exitCode } = await execa("dpkg", ["--compare-versions", rehearsalVersion, "lt", "1.0-0-1"]);
  expect(exitCode).toBe(0);
});

test.each([
  ["jicofo", "usr/share/jicofo", ["jicofo.jar", "lib"]],
  ["jitsi-videobridge2", "usr/share/jitsi-videobridge", ["jitsi-videobridge.jar", "lib"]],
  ["jibri", "opt/jitsi/jibri", ["jibri.jar", "lib"]],
])("%s has its jars where the official package has them", async (name, path, files) => {
  expect((await readdir(join(unpacked, name, path))).sort()).toEqual(files);
  expect(await readdir(join(unpacked, name, path, "lib"))).toContain("smack-tcp-4.4.8.jar");
});

test("the web page and the Prosody modules are where the official packages have them", async () => {
  expect(await readdir(join(unpacked, "jitsi-meet-web/usr/share/jitsi-meet"))).toContain("index.html");
  const plugins = await readdir(join(unpacked, "jitsi-meet-prosody/usr/share/jitsi-meet/prosody-plugins"));
  expect(plugins).toContain("mod_client_proxy.lua");
});
