import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import {
  isAtLeast,
  oldestPulumi,
  pinnedPulumi,
  pluginFolder,
  requiredModule,
  requiredPlugins,
} from "../../../cli/engine/versions.ts";
import { repository } from "./fixture.ts";

test.each([
  ["v3.227.0", "3.227.0", true],
  ["3.1000.2\n", "3.227.0", true],
  ["4.0.0", "3.227.0", true],
  ["v3.226.9", "3.227.0", false],
  ["v3.99.0", "3.227.0", false],
  ["v3.300.0-alpha.1", "3.227.0", false],
  ["1.19", "1.26.0", false],
  ["no version at all", "3.227.0", false],
])("%j is at least %s: %p", (version, wanted, answer) => {
  expect(isAtLeast(version, wanted)).toBe(answer);
});

test("the version of a required module is read from both forms of go.mod, and no other module is taken for it", () => {
  expect(requiredModule("module x\n\nrequire a.b/c v1.2.3\n", "a.b/c")).toBe("1.2.3");
  expect(requiredModule("require (\n\ta.b/c/d v9.9.9\n\ta.b/c v1.2.3 // indirect\n)\n", "a.b/c")).toBe("1.2.3");
  expect(() => requiredModule("require axb/c v1.2.3\n", "a.b/c")).toThrow("go.mod does not require a.b/c");
});

test("the pinned Pulumi is new enough for the project, and Pulumi.yaml asks for the same oldest one", async () => {
  expect(isAtLeast(await pinnedPulumi(repository), oldestPulumi)).toBe(true);
  const project = await readFile(join(repository, "Pulumi.yaml"), "utf8");
  expect(project.match(/requiredPulumiVersion: ">=([\d.]+)"/)?.[1]).toBe(oldestPulumi);
});

test("plugins have the versions that the Node packages ask the engine for", async () => {
  const manifest = JSON.parse(await readFile(join(repository, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  expect(await requiredPlugins(repository)).toEqual(
    ["docker", "random", "tls", "command"].map((name) => ({ name, version: manifest.dependencies[`@pulumi/${name}`] })),
  );
});

test("a plugin's folder is named as the engine looks for it", () => {
  expect(pluginFolder("/home", { name: "tls", version: "5.6.1" })).toBe("/home/plugins/resource-tls-v5.6.1");
});
