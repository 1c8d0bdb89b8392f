import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { neededPackages, packageVersions, readPackages } from "../../../config/packages.ts";
import { checkSettings } from "../../../config/parse.ts";
import { versions } from "./helpers.ts";

const complete = [
  "jicofo_1.0-1100-1_all.deb",
  "jitsi-videobridge2_2.3-200-g1_all.deb",
  "jitsi-meet-web_1.0.8000-1_all.deb",
  "jitsi-meet-prosody_1.0.8000-1_all.deb",
];

const names = ["jicofo", "jitsi-videobridge2", "jitsi-meet-web", "jitsi-meet-prosody"] as const;

const settings = (images: Record<string, unknown>) => checkSettings({ images }).parsed.settings;

describe("a folder of packages", () => {
  it("gives the version of each package", () => {
    expect(packageVersions([...complete, "README"], { names, directory: "debs" })).toEqual({ versions, problems: [] });
  });

  it("is not complete with a package of a longer name", () => {
    const files = [
      ...complete.filter((name) => !name.startsWith("jitsi-meet-web_")),
      "jitsi-meet-web-config_1.0.8000-1_all.deb",
    ];
    expect(packageVersions(files, { names, directory: "debs" }).problems).toEqual([
      {
        path: "images.directory",
        value: "debs",
        reason: "holds no jitsi-meet-web_<version>_<architecture>.deb",
        fix: "cp jitsi-meet-web_*.deb debs/",
      },
    ]);
  });

  it("holds no package twice; the older file is the one to go", () => {
    expect(packageVersions([...complete, "jicofo_1.0-999-1_all.deb"], { names, directory: "debs" }).problems).toEqual([
      {
        path: "images.directory",
        value: "debs",
        reason: "holds jicofo 2 times: jicofo_1.0-999-1_all.deb, jicofo_1.0-1100-1_all.deb",
        fix: "rm debs/jicofo_1.0-999-1_all.deb",
      },
    ]);
  });

  it("may hold versions with an epoch", () => {
    const { versions: found } = packageVersions(["jicofo_1%3a2.0-1_amd64.deb"], {
      names: ["jicofo"],
      directory: "debs",
    });
    expect(found).toEqual({ jicofo: "1:2.0-1" });
  });

  it("is read relative to the project", () => {
    const project = mkdtempSync(join(tmpdir(), "packages-"));
    for (const name of complete) {
      writeFileSync(join(project, name), "");
    }
    expect(readPackages(settings({ packages: "directory", directory: "." }), project)).toEqual({
      versions,
      problems: [],
    });
  });

  it("is missed with a command", () => {
    expect(readPackages(settings({ packages: "directory", directory: "gone" }), tmpdir()).problems).toEqual([
      {
        path: "images.directory",
        value: "gone",
        reason: "cannot be read: there is no such folder",
        fix: "pulumi config set --path images.directory packages",
      },
    ]);
  });

  it("is made by a command for the rehearsal", () => {
    const project = mkdtempSync(join(tmpdir(), "packages-"));
    expect(readPackages(settings({ packages: "rehearsal" }), project).problems).toEqual([
      {
        path: "images.directory",
        value: ".jitsi/packages/rehearsal",
        reason: "cannot be read: there is no such folder",
        fix: "./jitsi rehearsal",
      },
    ]);
  });

  it("must hold the packages of the services that are on", () => {
    const needed = (groups: object) => neededPackages(checkSettings(groups).parsed.settings);
    expect(needed({})).toEqual(names);
    expect(needed({ recording: { enabled: true } })).toEqual([...names, "jibri"]);
    expect(needed({ telephony: { enabled: true }, transcription: { enabled: true } })).toEqual([...names, "jigasi"]);
    expect(needed({ transcription: { enabled: true } })).toEqual([...names, "jigasi"]);
  });

  it("is not asked for with Jitsi's repository", () => {
    expect(readPackages(settings({ versions }), "/nonexistent")).toEqual({ versions, problems: [] });
  });
});
