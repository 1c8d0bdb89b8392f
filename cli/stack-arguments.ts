import { existsSync } from "node:fs";
import { join } from "node:path";
import { devStack, stateFolder } from "./workspace.ts";

/** Commands of the engine that read or write a stack's configuration, and so take --config-file. */
const configCommands = new Set([
  "config",
  "up",
  "update",
  "preview",
  "pre",
  "refresh",
  "destroy",
  "down",
  "dn",
  "import",
  "watch",
]);

/** Commands that act on a stack. */
const stackCommands = new Set([...configCommands, "stack", "cancel", "logs", "state"]);

function optionValue(args: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    const name = names.find((candidate) => arg === candidate || arg.startsWith(`${candidate}=`));
    if (name !== undefined) {
      return arg === name ? args[index + 1] : arg.slice(name.length + 1);
    }
  }
  return undefined;
}

/**
 * Completes arguments for the engine: without a stack they mean the stack of `npm start`, and a stack whose
 * configuration lies in the state folder is given that file.
 */
export function stackArguments(projectDir: string, args: readonly string[]): string[] {
  const [name = ""] = args.filter((arg) => !arg.startsWith("-"));
  const own = (stack: string): string => join(projectDir, stateFolder, `Pulumi.${stack}.yaml`);
  const chosen = optionValue(args, ["--stack", "-s"]);
  const added: string[] = [];
  const stack = chosen ?? devStack;
  if (chosen === undefined && stackCommands.has(name) && existsSync(own(stack)) && !isStackManagement(args)) {
    added.push("--stack", stack);
  }
  if (configCommands.has(name) && optionValue(args, ["--config-file"]) === undefined && existsSync(own(stack))) {
    added.push("--config-file", own(stack));
  }
  // Behind `--` they would be values.
  const end = args.indexOf("--");
  return end < 0 ? [...args, ...added] : [...args.slice(0, end), ...added, ...args.slice(end)];
}

/** `pulumi stack init|ls|select ...` name their stack themselves. */
function isStackManagement(args: readonly string[]): boolean {
  const [command, subcommand] = args.filter((arg) => !arg.startsWith("-"));
  return command === "stack" && ["init", "ls", "select", "rm", "unselect", "rename"].includes(subcommand ?? "");
}
