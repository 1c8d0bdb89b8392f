import { expect, test } from "@jest/globals";
import { versionsInIndex } from "../../../cli/setup/packages.ts";

test("a package index is read for Jitsi's own packages, by their whole names", () => {
  const index = [
    "Package: jicofo\nVersion: 1.0-1100-1\nArchitecture: all",
    "Package: jitsi-meet-web-config\nVersion: 9",
    "Package: jicofo\nVersion: 1.0-1101-1",
    "Package: jitsi-meet-web\nVersion: 1.0.8500-1",
    "",
  ].join("\n\n");
  expect(Object.fromEntries(versionsInIndex(index))).toEqual({
    jicofo: ["1.0-1100-1", "1.0-1101-1"],
    "jitsi-meet-web": ["1.0.8500-1"],
  });
});
