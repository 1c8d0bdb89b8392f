import { formatPath, setCommand } from "../commands.ts";
import { packageNames } from "../packages.ts";
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

const versionMissing: Rule = {
  reads: ["images.packages", "images.versions"],
  check: ({ settings: { images } }) =>
    images.packages === "jitsi"
      ? packageNames
          .filter((name) => images.versions[name] === undefined)
          .map((name) => ({
            path: formatPath(["images", "versions", name]),
            reason: `is missing: images.packages jitsi installs the versions you name. ${images.repository}/${images.suite}/Packages lists them`,
            fix: setCommand(formatPath(["images", "versions", name]), "VERSION"),
          }))
      : [],
};

export const imageRules: readonly Rule[] = [rehearsalInProduction, directoryMissing, versionMissing];
