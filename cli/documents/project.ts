import { stringify } from "yaml";
import { groupDocs, groupNames } from "../../config/registry.ts";
import { projectName } from "../../config/stack-values.ts";

/** Pulumi.yaml: the project, with the settings groups as declared configuration. */
export function projectFile(): string {
  const declared = groupNames().map((group) => [group, { type: "object", description: groupDocs[group], default: {} }]);
  const project = {
    name: projectName,
    description: "Jitsi Meet: builds, configures and runs the whole stack",
    runtime: { name: "nodejs", options: { typescript: false } },
    main: "index.ts",
    requiredPulumiVersion: ">=3.227.0",
    config: Object.fromEntries(declared) as unknown,
  };
  return `# Made from config/settings by \`node cli/generate.ts\`. Do not edit.\n${stringify(project, { lineWidth: 0 })}`;
}
