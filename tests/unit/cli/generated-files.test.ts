import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { projectFile } from "../../../cli/documents/project.ts";
import { stackSchema } from "../../../cli/documents/schema.ts";
import { generatedFiles } from "../../../cli/generated-files.ts";
import { allSettings, groupNames, registry } from "../../../config/registry.ts";

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const project = join(import.meta.dirname, "..", "..", "..");

describe("the generated files", () => {
  it.each(Object.keys(generatedFiles()))("%s is what `node cli/generate.ts` makes now", (name) => {
    expect(readFileSync(join(project, name), "utf8")).toBe(generatedFiles()[name]);
  });

  it("declare every group of settings to the engine, none of them required", () => {
    const { config } = parse(projectFile()) as { config: Record<string, { type: string; default: unknown }> };
    expect(Object.keys(config)).toEqual(groupNames());
    expect(Object.values(config).every((one) => one.type === "object" && JSON.stringify(one.default) === "{}")).toBe(
      true,
    );
  });

  it("have a heading for every setting, in the order of the registry", () => {
    const page = generatedFiles()["docs/reference.md"] ?? "";
    const headings = [...page.matchAll(/^### `([a-z]+\.[A-Za-z0-9.]+)`$/gm)].map(([, path]) => path);
    expect(headings).toEqual(registry().map(({ path }) => path));
  });

  it("describe every setting to an editor, and every secret as an encrypted value", () => {
    const { properties } = JSON.parse(stackSchema()) as Schema;
    const config = properties?.["config"];
    for (const { keys, group, info } of allSettings()) {
      const path = [`jitsi-meet:${group}`, ...keys.slice(1)];
      const node = path.reduce<Schema | undefined>((at, key) => at?.properties?.[key], config);
      expect({
        keys,
        known: node?.description?.startsWith(info.doc) ?? Object.hasOwn(node ?? {}, "additionalProperties"),
      }).toEqual({
        keys,
        known: true,
      });
      if (group === "secrets" && keys[1] !== "users" && keys[1] !== "acmeDns") {
        expect(Object.keys(node?.properties ?? {})).toEqual(["secure"]);
      }
    }
  });
});
