import { command } from "../cli/setup/command.ts";
import type { ScratchStack } from "../tests/harness/scratch-stack.ts";
import type { Row } from "./rows.ts";

/** Size of each service's image. */
export async function imageSizes(stack: ScratchStack): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [service, id] of await stack.containers()) {
    const image = (await command("docker", ["inspect", "--format", "{{.Image}}", id])).trim();
    const size = await command("docker", ["image", "inspect", "--format", "{{.Size}}", image]);
    rows.push({ what: `image of ${service}`, value: Number(size) / 1e6, unit: "MB" });
  }
  return rows;
}

/** Memory that each service's container has in use now. */
export async function memoryInUse(stack: ScratchStack): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [service, id] of await stack.containers()) {
    const usage = await command("docker", ["stats", "--no-stream", "--format", "{{.MemUsage}}", id]);
    const [, amount = "0", unit = "MiB"] = /^([\d.]+)(KiB|MiB|GiB)/.exec(usage) ?? [];
    const factor = unit === "GiB" ? 1024 : unit === "KiB" ? 1 / 1024 : 1;
    rows.push({ what: `idle memory of ${service}`, value: Number(amount) * factor, unit: "MiB" });
  }
  return rows;
}
