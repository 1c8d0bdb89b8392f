import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectDir } from "../cli/bootstrap.mjs";
import { type RawSettings } from "../tests/harness/scratch-stack.ts";
import { createTestStack } from "../tests/harness/test-stack.ts";
import { eventually } from "../tests/harness/wait.ts";
import { imageSizes, memoryInUse } from "./containers.ts";
import { seconds } from "./measure.ts";
import type { Row } from "./rows.ts";

/**
 * Every service that stands on an image of ours, and needs nothing outside of the stack to be healthy: the SIP gateway
 * wants a SIP server, ACME an authority.
 */
const services: readonly { readonly image: string; readonly settings: RawSettings }[] = [
  { image: "jibri", settings: { recording: { enabled: true } } },
  {
    image: "jigasi",
    settings: { transcription: { enabled: true, engine: "vosk", vosk: { url: "ws://vosk.example.org:2700" } } },
  },
  { image: "turn", settings: { turn: { mode: "builtin", builtin: { address: "192.0.2.1" } } } },
  { image: "prometheus", settings: { observability: { metrics: true, prometheus: { enabled: true } } } },
];

const healthSeconds = 300;

/** Time from `up` to all healthy with everything on, sizes, and what it takes when nobody talks. */
export async function wholeRows(report: (line: string) => void): Promise<Row[]> {
  const present = services.filter(({ image }) => existsSync(join(projectDir, "images", image)));
  for (const { image } of services.filter((one) => !present.includes(one))) {
    report(`without ${image}: there is no images/${image}`);
  }
  const settings = present.reduce<RawSettings>((all, service) => ({ ...all, ...service.settings }), {});
  const { stack } = await createTestStack("bench-whole", settings);
  try {
    report("first up: images are built");
    await stack.up();
    await stack.pulumi("destroy", "--yes", "--skip-preview");
    report("second up: images are there");
    const whole = await seconds(async () => {
      await stack.up();
      await eventually(
        async () => Promise.all([...(await stack.containers()).keys()].map((service) => stack.health(service))),
        (health) => health.every(({ status }) => status === "healthy"),
        healthSeconds,
      );
    });
    const containers = (await stack.containers()).size;
    return [
      { what: "services with everything on", value: containers, unit: "" },
      { what: "up until all are healthy, images built before", value: whole, unit: "s" },
      ...(await imageSizes(stack)),
      ...(await memoryInUse(stack)),
    ];
  } finally {
    await stack.dispose();
  }
}
