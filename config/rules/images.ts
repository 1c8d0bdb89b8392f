import { formatPath, setCommand } from "../commands.ts";
import { neededPackages } from "../packages.ts";
import type { Rule } from "./draft.ts";

const rehearsalInProduction: Rule = {
  reads: ["images.packages", "general.environment"],
  check: ({ settings }) =>
    settings.general.environment === "production" && settings.images.packages === "rehearsal"
      ? [
          {
            path: "images.packages",
            value: "rehearsal",
            reason: "carries no media, which general.environment production refuses",
            fix: setCommand("images.packages", "jitsi"),
          },
        ]
      : [],
};

const directoryMissing: Rule = {
  reads: ["images.packages", "images.directory"],
  check: ({ settings }) =>
    settings.images.packages === "directory" && settings.images.directory === undefined
      ? [
          {
            path: "images.directory",
            reason: "is missing: images.packages directory takes the .deb files from there",
            fix: setCommand("images.directory", "packages"),
          },
        ]
      : [],
};

const directoryOfAShell: Rule = {
  reads: ["images.packages", "images.directory"],
  check: ({ settings: { images } }) =>
    images.packages === "directory" && images.directory?.startsWith("~") === true
      ? [
          {
            path: "images.directory",
            value: images.directory,
            reason: "begins with ~, which only a shell knows, and sudo as another folder. Write the path in full",
            fix: setCommand("images.directory", "packages"),
          },
        ]
      : [],
};

const versionMissing: Rule = {
  reads: ["images.packages", "images.versions"],
  check: ({ settings }) => {
    const { images } = settings;
    return images.packages === "jitsi"
      ? neededPackages(settings)
          .filter((name) => images.versions[name] === undefined)
          .map((name) => ({
            path: formatPath(["images", "versions", name]),
            reason: `is missing: images.packages jitsi installs the versions you name. ${images.repository}/${images.suite}/Packages lists them`,
            fix: setCommand(formatPath(["images", "versions", name]), "VERSION"),
          }))
      : [];
  },
};

/** Both are built from one source, and the page speaks with plugins of its own release. */
const mixedReleases: Rule = {
  reads: ["images.packages", "images.versions"],
  check: ({ settings: { images } }) => {
    const { "jitsi-meet-web": web, "jitsi-meet-prosody": prosody } = images.versions;
    const path = formatPath(["images", "versions", "jitsi-meet-prosody"]);
    return images.packages === "jitsi" && web !== undefined && prosody !== undefined && web !== prosody
      ? [
          {
            path,
            value: prosody,
            reason: `is another release than jitsi-meet-web, ${web}: the page and Prosody's plugins belong together`,
            fix: setCommand(path, web),
          },
        ]
      : [];
  },
};

export const imageRules: readonly Rule[] = [
  rehearsalInProduction,
  directoryMissing,
  directoryOfAShell,
  versionMissing,
  mixedReleases,
];
