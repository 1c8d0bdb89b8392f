import { resolve } from "node:path";
import { Argument, Command } from "commander";
import { registry } from "../config/registry.ts";
import { type ProxyProgram, proxyPrograms } from "../config/render/proxy-snippets/index.ts";
import { projectDir } from "./bootstrap.mjs";
import { json, type Output, positiveSeconds, stackName } from "./command-line.ts";
import { doctorCommand } from "./doctor/command.ts";
import { answersText, applyImport, planImport, refuseImport } from "./import-env.ts";
import { applyUsersImport, planUsersImport, usersText } from "./import-users.ts";
import { proxySnippetText } from "./proxy-snippet.ts";
import { otherVariables, settingsText } from "./settings.ts";
import { loadSettingsFile, loadStack, refuseProblems } from "./settings-file.ts";
import { SetupError } from "./setup/command.ts";
import { isSecret, type SettingValue } from "./stack-change.ts";
import { readStatus, statusText, waitUntilHealthy } from "./status.ts";
import { devStack } from "./workspace.ts";

function settingsCommand({ out }: Output): Command {
  return new Command("settings")
    .description("Print every setting: type, default, unit, the variable it replaces, what a change does.")
    .option(
      "--json",
      "print an array of {path, type, default, unit, secret, env, effect, doc}, and {env, answer, setting, reason} for each variable that is no setting",
    )
    .action((options: { json?: boolean }) => {
      out(options.json ? json([...registry(), ...otherVariables()]) : settingsText());
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

function proxySnippetCommand({ out }: Output): Command {
  const command = new Command("proxy-snippet")
    .description("Print the configuration for a proxy in front of a stack, which ends TLS there.")
    .addArgument(new Argument("<program>", "the program in front").choices(proxyPrograms))
    .option("--stack <name>", "for a stack's settings; no secret is decrypted", stackName)
    .option("--settings <file>", "for a YAML file: groups of settings, or a stack's configuration file");
  return command.action(async (program: ProxyProgram, options: { stack?: string; settings?: string }) => {
    if ((options.stack === undefined) === (options.settings === undefined)) {
      command.error("error: give either --stack or --settings", { code: "jitsi.usage" });
    }
    const settings =
      options.settings === undefined ? await loadStack(options.stack ?? "") : await loadSettingsFile(options.settings);
    out(proxySnippetText(program, settings));
  });
}

/** Says that it will take a while: the engine is started for each secret. */
function announceSecrets(values: readonly SettingValue[], { err }: Output): void {
  const secrets = values.filter(isSecret).length;
  if (secrets > 10) {
    err(`Encrypting ${String(secrets)} secrets, about a second each.`);
  }
}

function importEnvCommand(output: Output): Command {
  const { out } = output;
  return new Command("import-env")
    .description("Take a docker-jitsi-meet .env file over into a stack. Every variable of it is answered.")
    .argument("<file>", "the .env file")
    .option("--stack <name>", "the stack that gets the settings", stackName, devStack)
    .option(
      "--users <dir>",
      "take the accounts of its Prosody over, too: the data folder, or docker-jitsi-meet's CONFIG",
    )
    .option("--skip-refused", "import the rest of a file that has lines which are refused")
    .option("--dry-run", "answer every variable and check the outcome, but write nothing")
    .option(
      "--json",
      "print an array of {variable, answer, setting, value, reason}, with --users {variables, accounts}; no secret is in it",
    )
    .action(
      async (
        file: string,
        options: { stack: string; users?: string; skipRefused?: boolean; dryRun?: boolean; json?: boolean },
      ) => {
        const { stack, users, skipRefused = false } = options;
        const plan = await planImport(file, stack, { skipRefused, ...(users !== undefined && { users }) });
        const { answers, accounts, leftOut } = plan;
        if (options.json) {
          out(json(users === undefined ? answers : { variables: answers, accounts }));
        } else {
          out([answersText(answers), ...(users === undefined ? [] : [usersText(accounts)])].join("\n\n"));
        }
        if (options.dryRun) {
          refuseImport(plan);
          return;
        }
        announceSecrets(plan.values, output);
        await applyImport(plan, stack);
        if (!options.json) {
          out(`\nWritten to ${plan.stackFile.file}.${leftOut.length > 0 ? ` Left out: ${leftOut.join(", ")}.` : ""}`);
        }
      },
    );
}

function importUsersCommand(output: Output): Command {
  const { out } = output;
  return new Command("import-users")
    .description("Take the accounts of an existing Prosody over into a stack. Their passwords stay valid.")
    .argument("<dir>", "Prosody's data folder, or docker-jitsi-meet's CONFIG")
    .option("--stack <name>", "the stack that gets the accounts", stackName, devStack)
    .option("--dry-run", "answer every account and check the outcome, but write nothing")
    .option("--json", "print an array of {account, answer, password, reason}; no password is in it")
    .action(async (folder: string, options: { stack: string; dryRun?: boolean; json?: boolean }) => {
      const plan = await planUsersImport(folder, options.stack);
      out(options.json ? json(plan.answers) : usersText(plan.answers));
      if (options.dryRun) {
        refuseProblems(plan.problems);
        return;
      }
      announceSecrets(plan.values, output);
      await applyUsersImport(plan, options.stack);
      if (!options.json) {
        out(plan.values.length === 0 ? "\nThere was nothing to write." : `\nWritten to ${plan.stackFile.file}.`);
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
  for (const command of [
    settingsCommand,
    renderCommand,
    importEnvCommand,
    importUsersCommand,
    statusCommand,
    doctorCommand,
    proxySnippetCommand,
    rehearsalCommand,
  ]) {
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
 * @returns the exit code: 0, 1 for a person's mistake or a stack that is not well, 2 for wrong usage.
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
