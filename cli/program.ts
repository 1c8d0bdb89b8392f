import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { registry } from "../config/registry.ts";
import { projectDir } from "./bootstrap.mjs";
import { answersText, applyImport, planImport, refuseImport } from "./import-env.ts";
import { settingsText } from "./settings.ts";
import { loadSettingsFile, loadStack } from "./settings-file.ts";
import { SetupError } from "./setup/command.ts";
import { readStatus, statusText, waitUntilHealthy } from "./status.ts";
import { devStack } from "./workspace.ts";

/** Where the commands print. Tests give their own. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** A stack's name becomes part of a file's name and of a label. */
function stackName(text: string): string {
  if (!/^[A-Za-z0-9_.-]+$/.test(text)) {
    throw new InvalidArgumentError("It must be letters, digits, dash, dot and underscore.");
  }
  return text;
}

function positiveSeconds(text: string): number {
  if (!/^[0-9]+(\.[0-9]+)?$/.test(text)) {
    throw new InvalidArgumentError("It must be a number of seconds.");
  }
  return Number(text);
}

function settingsCommand({ out }: Output): Command {
  return new Command("settings")
    .description("Print every setting: type, default, unit, the variable it replaces, what a change does.")
    .option("--json", "print an array of {path, type, default, unit, secret, env, effect, doc}")
    .action((options: { json?: boolean }) => {
      out(options.json ? json(registry()) : settingsText());
    });
}

function renderCommand({ out }: Output): Command {
  const command = new Command("render")
    .description(
      "Write every file that the services would get, as <dir>/<service>/<file>. Touches no engine and no daemon.",
    )
    .option("--stack <name>", "render a stack's settings; no secret is decrypted", stackName)
    .option("--settings <file>", "render a YAML file: groups of settings, or a stack's configuration file")
    .requiredOption("--out <dir>", "folder to write to; it is made where it is missing");
  return command.action(async (options: { stack?: string; settings?: string; out: string }) => {
    if ((options.stack === undefined) === (options.settings === undefined)) {
      command.error("error: give either --stack or --settings", { code: "jitsi.usage" });
    }
    const settings =
      options.settings === undefined ? await loadStack(options.stack ?? "") : await loadSettingsFile(options.settings);
    const { renderTo } = await import("./render.ts");
    const files = await renderTo(settings, options.out);
    out([...files, "", `${String(files.length)} files in ${resolve(options.out)}`].join("\n"));
  });
}

function importCommand({ out }: Output): Command {
  return new Command("import-env")
    .description("Take a docker-jitsi-meet .env file over into a stack. Every variable of it is answered.")
    .argument("<file>", "the .env file")
    .option("--stack <name>", "the stack that gets the settings", stackName, devStack)
    .option("--dry-run", "answer every variable and check the outcome, but write nothing")
    .option("--json", "print an array of {variable, answer, setting, value, reason}; no secret's value is in it")
    .action(async (file: string, options: { stack: string; dryRun?: boolean; json?: boolean }) => {
      const plan = await planImport(file, options.stack);
      out(options.json ? json(plan.answers) : answersText(plan.answers));
      if (options.dryRun) {
        refuseImport(plan);
        return;
      }
      await applyImport(plan, options.stack);
      if (!options.json) {
        out(`\nWritten to ${plan.file}.`);
      }
    });
}

function statusCommand({ out }: Output): Command {
  return new Command("status")
    .description("Show how a stack's services do. Fails unless all of them are healthy.")
    .option("--stack <name>", "the stack", stackName, devStack)
    .option("--wait", "wait until all services are healthy")
    .option("--timeout <seconds>", "how long to wait at most", positiveSeconds, 180)
    .option("--json", "print {stack, healthy, services: [{service, container, state, health, reason}]}")
    .action(async (options: { stack: string; wait?: boolean; timeout: number; json?: boolean }) => {
      const status = options.wait
        ? await waitUntilHealthy(options.stack, options.timeout)
        : await readStatus(options.stack);
      out(options.json ? json(status) : statusText(status));
      if (!status.healthy) {
        const reasons = status.services
          .filter(({ reason }) => reason !== null)
          .map((one) => `  ${one.service}: ${one.reason ?? ""}`);
        throw new SetupError(`Stack ${options.stack} is not healthy:\n${reasons.join("\n")}`);
      }
    });
}

function rehearsalCommand({ out, err }: Output): Command {
  return new Command("rehearsal")
    .description(
      "Make the rehearsal packages (images.packages rehearsal): stand-ins that prove the wiring and carry no media.",
    )
    .action(async () => {
      const { buildRehearsalPackages } = await import("../rehearsal/build.ts");
      const { directory, built } = await buildRehearsalPackages({ projectDir, report: err });
      out(`${directory} ${built ? "was made" : "is up to date"}.`);
    });
}

/** The command line, `./jitsi`. Parsing throws commander's errors and SetupError. */
export function program(output: Output): Command {
  const root = new Command("jitsi")
    .description(
      "Day-to-day commands for a Jitsi Meet stack. `npm start` sets one up; `npm run pulumi -- ...` runs the engine.",
    )
    .helpCommand("help [command]", "show the help of a command")
    .showHelpAfterError("(--help shows what there is)");
  for (const command of [settingsCommand, renderCommand, importCommand, statusCommand, rehearsalCommand]) {
    root.addCommand(command(output));
  }
  for (const command of [root, ...root.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        output.out(text.trimEnd());
      },
      writeErr: (text) => {
        output.err(text.trimEnd());
      },
    });
  }
  return root;
}

/**
 * Runs the command line.
 * @returns the exit code: 0, 1 for a person's mistake or a stack that is not healthy, 2 for wrong usage.
 * @throws what is a mistake in the program.
 */
export async function runProgram(args: readonly string[], output: Output): Promise<number> {
  try {
    await program(output).parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof SetupError) {
      output.err(error.message);
      return 1;
    }
    const { code, exitCode } = error as { code?: unknown; exitCode?: unknown };
    if (typeof exitCode === "number" && typeof code === "string") {
      return exitCode === 0 ? 0 : 2;
    }
    throw error;
  }
}
