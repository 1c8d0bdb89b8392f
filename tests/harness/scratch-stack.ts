import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { projectDir } from "../../cli/bootstrap.mjs";
import { chooseEngine, type Engine } from "../../cli/engine/index.ts";
import { settingKey } from "../../cli/stack-file.ts";
import { projectName } from "../../config/stack-values.ts";
import { containersOf, healthOf, type Health } from "./docker.ts";

/** Settings by group, as a stack file holds them. */
export type RawSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What came of a run of the engine. */
export interface Run {
  readonly failed: boolean;
  readonly exitCode?: number | undefined;
  readonly stdout: string;
  /** Both streams, as a person would have seen them. */
  readonly all: string;
}

/**
 * A stack of the real program on the real engine and daemon, with state, passphrase and configuration in a folder of its
 * own. Its name is part of every label, so tests never touch what `npm start` made.
 */
export class ScratchStack {
  readonly name: string;
  readonly configFile: string;
  private readonly folder: string;
  private readonly engine: Engine;

  private constructor(name: string, folder: string, engine: Engine) {
    this.name = name;
    this.folder = folder;
    this.engine = engine;
    this.configFile = join(folder, `Pulumi.${name}.yaml`);
  }

  static async create(name: string, settings: RawSettings): Promise<ScratchStack> {
    const folder = await mkdtemp(join(tmpdir(), `jitsi-${name}-`));
    await mkdir(join(folder, "state"));
    const stack = new ScratchStack(name, folder, await chooseEngine({ projectDir, report: () => undefined }));
    const config = Object.fromEntries(Object.entries(settings).map(([group, values]) => [settingKey(group), values]));
    await writeFile(stack.configFile, stringify({ config }));
    // Made from a project file of the folder's own: the engine would write the stack's file into the project.
    await writeFile(join(folder, "Pulumi.yaml"), `name: ${projectName}\nruntime: nodejs\n`);
    await stack.run(["stack", "init", name, "--non-interactive"], folder);
    return stack;
  }

  get label(): string {
    return `jitsi.stack=jitsi-meet-${this.name}`;
  }

  private async run(args: readonly string[], cwd: string, options: RunOptions = {}): Promise<Run> {
    return execa(this.engine.pulumi, [...args], {
      cwd,
      env: {
        ...this.engine.env,
        PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "scratch",
        ...options.env,
      },
      ...(options.input === undefined ? {} : { input: options.input }),
      all: true,
      reject: false,
    });
  }

  /** Runs the engine on this stack and returns what came of it, success or not. */
  async tryPulumi([command = "", ...args]: readonly string[], options: RunOptions = {}): Promise<Run> {
    const config = command === "stack" ? [] : ["--config-file", this.configFile];
    const flags = ["--stack", this.name, ...config, "--non-interactive", "--color=never"];
    return this.run([command, ...flags, ...args], projectDir, options);
  }

  /** Runs the engine on this stack. @throws with everything it printed where it failed. */
  async pulumi(...args: string[]): Promise<string> {
    const result = await this.tryPulumi(args);
    if (result.failed) {
      throw new Error(`pulumi ${args.join(" ")} failed:\n${result.all}`);
    }
    return result.stdout;
  }

  async up(...args: string[]): Promise<string> {
    return this.pulumi("up", "--yes", "--skip-preview", ...args);
  }

  /** Sets one value: a text, number or boolean. Lists are set item by item: `auth.users[0]`. */
  async set(path: string, value: string | number | boolean): Promise<void> {
    await this.pulumi("config", "set", "--path", path, "--", String(value));
  }

  async setSecret(path: string, value: string): Promise<void> {
    const result = await this.tryPulumi(["config", "set", "--secret", "--path", path], { input: value });
    if (result.failed) {
      throw new Error(result.all);
    }
  }

  async unset(path: string): Promise<void> {
    await this.pulumi("config", "rm", "--path", path);
  }

  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.pulumi("stack", "output", "--json")) as Record<string, unknown>;
  }

  /** The stack's checkpoint, secrets encrypted. */
  async state(): Promise<string> {
    return this.pulumi("stack", "export");
  }

  /** Id of a service's container. */
  async container(service: string): Promise<string> {
    const found = (await this.containers()).get(service);
    if (found === undefined) {
      throw new Error(`no container of ${service}`);
    }
    return found;
  }

  /** Ids of the service containers, by service. */
  async containers(): Promise<Map<string, string>> {
    return containersOf(this.label);
  }

  async health(service: string): Promise<Health> {
    return healthOf(await this.container(service));
  }

  async configText(): Promise<string> {
    return readFile(this.configFile, "utf8");
  }

  /** Destroys the stack and whatever of it is left on the daemon, so that a failed test leaves nothing. */
  async dispose(): Promise<void> {
    await this.tryPulumi(["destroy", "--yes", "--skip-preview"]);
    for (const kind of ["container", "volume", "network"]) {
      const all = kind === "container" ? ["--all"] : [];
      const { stdout } = await execa("docker", [kind, "ls", "--quiet", ...all, "--filter", `label=${this.label}`]);
      for (const id of stdout.split("\n").filter((line) => line !== "")) {
        await execa("docker", [kind, "rm", ...(kind === "network" ? [] : ["--force"]), id], { reject: false });
      }
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
