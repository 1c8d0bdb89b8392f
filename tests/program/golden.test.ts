import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { type Json, type Registered, masked, runProgram } from "../harness/mocks.ts";

/**
 * Everything that the `dev` stack asks of the engine, as text: a change of the program shows here as a reviewable diff.
 * After a wanted change: UPDATE_GOLDEN=1 npm run check
 */
const golden = join(import.meta.dirname, "golden", "dev.json");

/** The committed stack file without its images group, which each machine chooses for itself. */
function devConfig(): Record<string, object> {
  const file = readFileSync(join(import.meta.dirname, "../../Pulumi.dev.yaml"), "utf8");
  const { config } = parse(file) as { config: Record<string, object> };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(/^jitsi-meet:/, ""), value]));
}

/** Text with more than one line as a list of lines, so that a changed line is a changed line here. */
function lines(value: Json): Json {
  if (typeof value === "string") {
    return value.includes("\n") ? value.split("\n") : value;
  }
  if (Array.isArray(value)) {
    return value.map((member: Json) => lines(member));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, lines(member)]))
    : value;
}

function entry({ type, name, parent, inputs, dependsOn, ...options }: Registered): Json {
  const { protect, deleteBeforeReplace, replaceOnChanges, replacementTrigger } = options;
  return {
    resource: `${type}::${name}`,
    ...(parent === "" ? {} : { parent }),
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
    ...(protect ? { protect } : {}),
    ...(deleteBeforeReplace ? { deleteBeforeReplace } : {}),
    ...(replaceOnChanges.length === 0 ? {} : { replaceOnChanges }),
    ...(replacementTrigger === null ? {} : { replacementTrigger }),
    inputs: lines(masked(inputs)),
  };
}

test("the dev stack asks for exactly the resources in golden/dev.json", async () => {
  const { resources } = await runProgram({ config: devConfig() });
  const entries = resources
    .map((resource) => ({ key: `${resource.type}::${resource.name}`, json: entry(resource) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ json }) => json);
  const text = `${JSON.stringify(entries, null, 2)}\n`;
  if (process.env["UPDATE_GOLDEN"] !== undefined) {
    writeFileSync(golden, text);
  }
  expect(existsSync(golden)).toBe(true);
  expect(JSON.parse(readFileSync(golden, "utf8"))).toEqual(JSON.parse(text));
});
