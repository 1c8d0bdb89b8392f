import { delimiter, dirname, join } from "node:path";
import { projectNode } from "../bootstrap.mjs";
import type { Choice } from "./choice.ts";
import { engineCache } from "./store.ts";

/** Variables that a run of the chosen engine needs. Node comes first on PATH: the language host runs programs with it. */
export function engineVariables(choice: Choice, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const shared = {
    PATH: [dirname(choice.pulumi), dirname(projectNode()), env["PATH"] ?? ""].join(delimiter),
    // The program is read and compiled anew at each run otherwise: half of the time it takes to start.
    NODE_COMPILE_CACHE: env["NODE_COMPILE_CACHE"] ?? join(dirname(engineCache(env)), "compiled"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
  };
  switch (choice.kind) {
    case "path":
      return shared;
    case "npm":
      return { ...shared, PULUMI_HOME: choice.pulumiHome };
    case "built":
      return {
        ...shared,
        PULUMI_HOME: choice.pulumiHome,
        // What was built is all there is: a missing plugin is an error at once, and none from elsewhere is used.
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      };
  }
}
