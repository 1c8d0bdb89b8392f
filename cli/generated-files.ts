import { migrationPage } from "./documents/migration.ts";
import { projectFile } from "./documents/project.ts";
import { referencePage } from "./documents/reference.ts";
import { stackSchema } from "./documents/schema.ts";

/** The files that are made from the settings, by their path in the project. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return {
    "Pulumi.yaml": projectFile(),
    "docs/reference.md": referencePage(),
    "docs/migration.md": migrationPage(),
    "docs/stack.schema.json": stackSchema(),
  };
}
