import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { choiceFile, earlierChoice, rememberChoice, type Choice } from "../../../cli/engine/choice.ts";
import { engineVariables } from "../../../cli/engine/environment.ts";
import { chooseEngine } from "../../../cli/engine/index.ts";
import { havePlugins, pulumiOnPath } from "../../../cli/engine/official.ts";
import { pinnedPulumi } from "../../../cli/engine/versions.ts";
import { fakePulumi, makeProjectFolder, makeScratch, repository, type Scratch } from "./fixture.ts";

const environment = { ...process.env };
let scratch: Scratch;
let lines: string[];
const report = (line: string): void => {
  lines.push(line);
};

beforeEach(async () => {
  scratch = await makeScratch();
  lines = [];
});
afterEach(async () => {
  process.env = { ...environment };
  await scratch.remove();
});

const choice: Choice = {
  kind: "built",
  pulumi: "/engine/bin/pulumi",
  pulumiHome: "/engine/home",
  versions: "pulumi 1",
};

test("a choice is remembered for the versions that it was made for", async () => {
  await rememberChoice(scratch.dir, choice);
  expect(await earlierChoice(scratch.dir, "pulumi 1")).toEqual(choice);
  expect(await earlierChoice(scratch.dir, "pulumi 2")).toBeUndefined();
});

test.each(["", "{", '{"kind":"stolen","pulumi":"x","pulumiHome":"y","versions":"pulumi 1"}'])(
  "a file that reads %j is no choice",
  async (content) => {
    await scratch.write(".jitsi/engine.json", content);
    expect(await earlierChoice(scratch.dir, "pulumi 1")).toBeUndefined();
  },
);

test("a built engine uses its own plugins alone; a person's own engine keeps its home", () => {
  const built = engineVariables(choice, { PATH: "/usr/bin" });
  expect(built["PATH"]?.split(":")[0]).toBe("/engine/bin");
  expect(built["PATH"]?.split(":").at(-1)).toBe("/usr/bin");
  expect(built).toMatchObject({
    PULUMI_HOME: "/engine/home",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
  });
  expect(engineVariables({ ...choice, kind: "npm" }, {})["PULUMI_HOME"]).toBe("/engine/home");
  expect(engineVariables({ ...choice, kind: "path" }, {})).not.toHaveProperty("PULUMI_HOME");
});

test("what the program was compiled to is kept beside the engines, unless the caller keeps it elsewhere", () => {
  const kept = (env: NodeJS.ProcessEnv) => engineVariables(choice, env)["NODE_COMPILE_CACHE"];
  expect(kept({ XDG_CACHE_HOME: "/cache" })).toBe("/cache/jitsi-meet-pulumi/compiled");
  expect(kept({ NODE_COMPILE_CACHE: "/mine" })).toBe("/mine");
});

test("the first pulumi on the path that is new enough and not one of ours is found", async () => {
  await scratch.write("old/pulumi", fakePulumi("3.100.0", { hasPlugins: true }), 0o755);
  await scratch.write("cache/bin/pulumi", fakePulumi("3.300.0", { hasPlugins: true }), 0o755);
  const wanted = await scratch.write("new/pulumi", fakePulumi("3.300.0", { hasPlugins: true }), 0o755);
  const path = ["missing", "old", "cache/bin", "new"].map((name) => join(scratch.dir, name)).join(":");
  expect(await pulumiOnPath(path, join(scratch.dir, "cache"))).toBe(wanted);
  expect(await pulumiOnPath(join(scratch.dir, "old"), "/cache")).toBeUndefined();
  expect(await pulumiOnPath(undefined, "/cache")).toBeUndefined();
});

test("a plugin that is there is not asked for, and one that cannot be had is an answer", async () => {
  const pulumi = await scratch.write("pulumi", fakePulumi("3.300.0", { hasPlugins: false }), 0o755);
  await scratch.write("home/plugins/resource-tls-v1.0.0/pulumi-resource-tls", "");
  const home = join(scratch.dir, "home");
  expect(await havePlugins(pulumi, home, [{ name: "tls", version: "1.0.0" }], report)).toBe(true);
  expect(lines).toEqual([]);
  expect(await havePlugins(pulumi, home, [{ name: "tls", version: "2.0.0" }], report)).toBe(false);
  expect(lines).toEqual(["tls provider 2.0.0: asking its vendor"]);
});

test("a person's own pulumi is chosen, and is not asked again on the next run", async () => {
  const projectDir = await makeProjectFolder(scratch);
  const pulumi = await scratch.write("bin/pulumi", fakePulumi("3.300.0", { hasPlugins: true }), 0o755);
  process.env["PATH"] = `${join(scratch.dir, "bin")}:${environment["PATH"] ?? ""}`;
  process.env["PULUMI_HOME"] = join(scratch.dir, "own-home");
  const cache = join(scratch.dir, "cache");
  const first = await chooseEngine({ projectDir, report, cache });
  expect(first).toMatchObject({ kind: "path", pulumi });
  expect(lines).toHaveLength(4);
  await chmod(pulumi, 0o644);
  expect(await chooseEngine({ projectDir, report, cache })).toEqual(first);
  expect(lines).toHaveLength(4);
});

test("without one, the official one is taken through npm, with a home of its own", async () => {
  const projectDir = await makeProjectFolder(scratch);
  const version = await pinnedPulumi(repository);
  const npm = `#!/bin/sh
if [ "$*" = "exec --yes --loglevel=silent pulumi@${version} -- version" ]; then
  mkdir -p "$PULUMI_HOME/versions/${version}/bin"
  cat > "$PULUMI_HOME/versions/${version}/bin/pulumi" <<'EOF'
${fakePulumi(version, { hasPlugins: true })}EOF
  chmod +x "$PULUMI_HOME/versions/${version}/bin/pulumi"
fi
`;
  await scratch.write("bin/npm", npm, 0o755);
  await scratch.write("bin/pulumi", fakePulumi("3.100.0", { hasPlugins: true }), 0o755);
  process.env["PATH"] = `${join(scratch.dir, "bin")}:/usr/bin:/bin`;
  const cache = join(scratch.dir, "cache");
  const engine = await chooseEngine({ projectDir, report, cache });
  expect(engine).toMatchObject({
    kind: "npm",
    pulumi: join(cache, "official", "versions", version, "bin", "pulumi"),
    env: { PULUMI_HOME: join(cache, "official") },
  });
  expect(JSON.parse(await readFile(choiceFile(projectDir), "utf8"))).toMatchObject({
    kind: "npm",
    pulumi: engine.pulumi,
  });
});
