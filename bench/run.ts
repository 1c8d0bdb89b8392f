import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { Command, Option } from "commander";
import { execa } from "execa";
import { Listr } from "listr2";
import { projectDir } from "../cli/bootstrap.mjs";
import { explain } from "../cli/explain.ts";
import { machineSteps, reporter, stepOptions, type Machine } from "../cli/setup/machine.ts";
import { stackLabel } from "../cli/stack.ts";
import { devStack } from "../cli/workspace.ts";
import { importVariables } from "../config/env-file.ts";
import { parseSettings } from "../config/parse.ts";
import { renderAll } from "../config/render/index.ts";
import { buildRehearsalPackages } from "../rehearsal/build.ts";
import { freeTcpPort, freeUdpPort } from "../tests/harness/ports.ts";
import { ScratchStack } from "../tests/harness/scratch-stack.ts";
import { BareProgram, type Counts } from "./bare-program.ts";
import { imageSizes, memoryInUse } from "./containers.ts";
import { imageRows } from "./images.ts";
import { median, seconds, sideBySide } from "./measure.ts";
import { type Row, rowsTable } from "./rows.ts";
import { wholeRows } from "./whole.ts";

const rounds = 5;

async function prepare(quiet: boolean): Promise<Machine> {
  const machine: Machine = {};
  await new Listr<Machine>(
    [
      ...machineSteps<Machine>(projectDir),
      {
        title: "Rehearsal packages",
        task: async (_, task) => {
          await buildRehearsalPackages({ projectDir, report: reporter(task) });
        },
      },
    ],
    { ...stepOptions, ctx: machine, silentRendererCondition: quiet },
  ).run();
  return machine;
}

/** Resources of a stack by kind, from its checkpoint. */
function count(checkpoint: string): Counts {
  const { deployment } = JSON.parse(checkpoint) as { deployment: { resources: { type: string; custom?: boolean }[] } };
  const types = deployment.resources.filter(({ custom }) => custom === true).map(({ type }) => type);
  const of = (type: string): number => types.filter((each) => each === type).length;
  const containers = of("docker:index/container:Container");
  const volumes = of("docker:index/volume:Volume");
  const networks = of("docker:index/network:Network");
  const providers = types.filter((type) => type.startsWith("pulumi:providers:")).length;
  return { containers, volumes, networks, others: types.length - containers - volumes - networks - providers };
}

/** Milliseconds that rendering every file of a stack with so many bridges takes. */
async function renderTime(bridges: number): Promise<number> {
  const { settings } = parseSettings({ bridge: { count: bridges } }, { withoutPackages: true });
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    times.push((await seconds(async () => Promise.resolve(renderAll(settings)))) * 1000);
  }
  return median(times);
}

async function engineRows(machine: Machine): Promise<Row[]> {
  const stack = await ScratchStack.create("bench", {
    http: { port: await freeTcpPort() },
    tls: { port: await freeTcpPort() },
    bridge: { port: await freeUdpPort() },
    images: { packages: "rehearsal" },
  });
  let bare: BareProgram | undefined;
  try {
    const up = await seconds(() => stack.up());
    const counts = count(await stack.state());
    if (machine.engine === undefined) {
      throw new Error("no engine");
    }
    bare = await BareProgram.create(machine.engine, counts);
    const program = bare;
    await program.pulumi("up", "--yes", "--skip-preview", "--stack", "bare");
    const preview = await sideBySide(
      rounds,
      () => stack.pulumi("preview"),
      () => program.pulumi("preview", "--stack", "bare"),
    );
    const noop = await sideBySide(
      rounds,
      () => stack.up(),
      () => program.pulumi("up", "--yes", "--skip-preview", "--stack", "bare"),
    );
    const total = counts.containers + counts.volumes + counts.networks + counts.others;
    return [
      { what: "resources", value: total, unit: "" },
      { what: "first up, images cached as far as they are", value: up, unit: "s" },
      { what: "preview without changes", value: preview.first, unit: "s" },
      { what: "preview of a bare program of as many resources", value: preview.second, unit: "s" },
      { what: "ratio of the previews", value: preview.first / preview.second, unit: "x", limit: 1.5 },
      { what: "up without changes", value: noop.first, unit: "s" },
      { what: "up of a bare program of as many resources", value: noop.second, unit: "s" },
      { what: "ratio of the ups", value: noop.first / noop.second, unit: "x", limit: 1.5 },
      ...(await imageSizes(stack)),
      ...(await memoryInUse(stack)),
    ];
  } finally {
    await bare?.dispose();
    await stack.dispose();
  }
}

async function renderRows(): Promise<Row[]> {
  const one = await renderTime(1);
  const many = await renderTime(200);
  return [
    { what: "render 1 bridge", value: one, unit: "ms" },
    { what: "render 200 bridges", value: many, unit: "ms" },
    { what: "time for 200 bridges over 200 times the time for 1", value: many / (200 * one), unit: "x", limit: 1 },
  ];
}

/** Raw settings with values at their paths. */
function rawSettings(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    let at = raw;
    for (const key of keys) {
      at = (at[key] ??= {}) as Record<string, unknown>;
    }
    at[last] = value;
  }
  return raw;
}

/** Each in a process of its own, so that nothing is warm. */
async function settingsRows(): Promise<Row[]> {
  const text = readFileSync(join(projectDir, "tests", "fixtures", "handbook.env"), "utf8");
  const raw = rawSettings(new Map(importVariables(text).flatMap(({ values }) => [...values])));
  const runs: { first: number; again: number; documents: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await execa(process.execPath, [join(projectDir, "bench", "settings.ts"), JSON.stringify(raw)]);
    runs.push(JSON.parse(stdout) as { first: number; again: number; documents: number });
  }
  const of = (key: "first" | "again" | "documents"): number => median(runs.map((run) => run[key]));
  return [
    {
      what: "check and render the handbook's settings, 1 bridge, first time",
      value: of("first"),
      unit: "ms",
      limit: 50,
    },
    { what: "the same again", value: of("again"), unit: "ms", limit: 50 },
    { what: "reference, migration page and schema", value: of("documents") / 1000, unit: "s", limit: 2 },
  ];
}

/** A second `npm start` on this project. The stack is left as it was found: running or not. */
async function warmStart(): Promise<Row[]> {
  const start = (): Promise<unknown> => execa("npm", ["start"], { cwd: projectDir });
  const { stdout: running } = await execa("docker", ["ps", "--quiet", "--filter", `label=${stackLabel(devStack)}`]);
  await start();
  const again = await seconds(start);
  if (running === "") {
    await execa("npm", ["stop"], { cwd: projectDir });
  }
  return [{ what: "npm start when everything runs", value: again, unit: "s", limit: 15 }];
}

type Report = (line: string) => void;

/** What can be measured, by name, in the order of the report. */
const parts: Readonly<Record<string, (machine: Machine, report: Report) => Promise<Row[]>>> = {
  engine: engineRows,
  render: renderRows,
  settings: settingsRows,
  start: warmStart,
  images: (_, report) => imageRows(report),
  whole: (_, report) => wholeRows(report),
};

async function bench({ json, only }: { json?: boolean; only: readonly string[] }): Promise<void> {
  const machine = await prepare(json === true);
  const rows: Row[] = [];
  for (const part of only) {
    rows.push(...((await parts[part]?.(machine, console.error)) ?? []));
  }
  const size = `${String(cpus().length)} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const date = new Date().toISOString().slice(0, 10);
  console.log(
    json === true ? JSON.stringify({ date, machine: size, rows }, null, 2) : `${date}, ${size}\n\n${rowsTable(rows)}`,
  );
}

await new Command("npm run bench --")
  .description("Measures the program against a bare one, rendering, images against upstream's packages, memory.")
  .option("--json", "print JSON")
  .addOption(
    new Option("--only <parts...>", "measure some parts only").choices(Object.keys(parts)).default(Object.keys(parts)),
  )
  .action(bench)
  .parseAsync()
  .catch(explain);
