import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { projectFile } from "../../../cli/documents/project.ts";
import { generatedFiles } from "../../../cli/generated-files.ts";
import { groupNames, registry } from "../../../config/registry.ts";

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
});
