import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { projectDir } from "../cli/bootstrap.mjs";
import type { Engine } from "../cli/engine/index.ts";

/** How many resources of each kind the bare program has. */
export interface Counts {
  readonly containers: number;
  readonly volumes: number;
  readonly networks: number;
  /** Everything else of our program: here plain volumes as well, so that the totals are the same. */
  readonly others: number;
}

/** What any Pulumi user would write for as many resources: no component, no settings, one file each. */
function source(counts: Counts): string {
  return `
import * as docker from "@pulumi/docker";

const network = new docker.Network("network-0");
for (let i = 1; i < ${String(counts.networks)}; i += 1) new docker.Network(\`network-\${i}\`);
for (let i = 0; i < ${String(counts.volumes + counts.others)}; i += 1) new docker.Volume(\`volume-\${i}\`);
for (let i = 0; i < ${String(counts.containers)}; i += 1) {
  new docker.Container(\`container-\${i}\`, {
    image: "debian:trixie-slim",
    command: ["true"],
    start: false,
    mustRun: false,
    networkMode: "none",
    uploads: [{ file: "/etc/file", content: "content of file " + i }],
  });
}
`;
}

/** A Pulumi program of plain Docker resources, with project, state and stack of its own. */
export class BareProgram {
  private readonly folder: string;
  private readonly engine: Engine;

  private constructor(folder: string, engine: Engine) {
    this.folder = folder;
    this.engine = engine;
  }

  static async create(engine: Engine, counts: Counts): Promise<BareProgram> {
    const folder = await mkdtemp(join(tmpdir(), "jitsi-bench-bare-"));
    await mkdir(join(folder, "state"));
    await symlink(join(projectDir, "node_modules"), join(folder, "node_modules"));
    const project = "name: bare\nmain: index.ts\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";
    await writeFile(join(folder, "Pulumi.yaml"), project);
    await writeFile(join(folder, "package.json"), '{ "name": "bare", "private": true, "type": "module" }\n');
    await writeFile(join(folder, "index.ts"), source(counts));
    const program = new BareProgram(folder, engine);
    await program.pulumi("stack", "init", "bare");
    return program;
  }

  async pulumi(...args: string[]): Promise<void> {
    const env = {
      ...this.engine.env,
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "scratch",
    };
    await execa(this.engine.pulumi, [...args, "--non-interactive"], { cwd: this.folder, env });
  }

  async dispose(): Promise<void> {
    await this.pulumi("destroy", "--yes", "--skip-preview", "--stack", "bare");
    await rm(this.folder, { recursive: true, force: true });
  }
}
