import { Listr } from "listr2";
import { checkSettings } from "../../config/parse.ts";
import { readSettingsFile } from "../../config/stack-values.ts";
import { readText, readValues } from "../settings-file.ts";
import { reporter, stepOptions } from "../setup/machine.ts";
import { stackLabel } from "../stack.ts";
import { checks as allChecks } from "./checks/index.ts";
import type { Check, Finding } from "./finding.ts";
import type { Machine } from "./machine.ts";
import { readContainers, readDaemon, remoteHost, type Sight } from "./sight.ts";

/** What a check came to. */
export interface Examined {
  readonly title: string;
  /** Why there was nothing to look at. Null: there was. */
  readonly skipped: string | null;
  readonly findings: readonly Finding[];
}

export interface Diagnosis {
  readonly stack: string;
  /** Nothing that was found breaks calls. */
  readonly well: boolean;
  readonly seconds: number;
  readonly checks: readonly Examined[];
}

export interface Patient {
  readonly stack: string;
  /** The stack's configuration file. */
  readonly file: string;
  readonly machine: Machine;
  readonly dockerHost?: string | undefined;
}

/** @throws SetupError where the file cannot be read. */
export async function look({ stack, file, machine, dockerHost }: Patient): Promise<Sight> {
  const { raw } = readValues(file, await readText(file), readSettingsFile);
  const { problems, parsed } = checkSettings(raw, { withoutPackages: true });
  const daemon = await readDaemon(machine);
  return {
    machine,
    stack,
    settings: parsed.settings,
    problems,
    daemon,
    remote: remoteHost(dockerHost),
    containers: typeof daemon === "string" ? [] : await readContainers(machine, stackLabel(stack)),
  };
}

function summary(findings: readonly Finding[]): string {
  const problems = findings.filter(({ severity }) => severity === "broken").length;
  const warnings = findings.length - problems;
  return [
    ...(problems > 0 ? [`${String(problems)} broken`] : []),
    ...(warnings > 0 ? [warnings === 1 ? "1 warning" : `${String(warnings)} warnings`] : []),
  ].join(", ");
}

/** Runs all checks, one after the other, and shows each. `quiet`: shows nothing. */
export async function examine(
  patient: Patient,
  { quiet = false, checks = allChecks }: { quiet?: boolean; checks?: readonly Check[] } = {},
): Promise<Diagnosis> {
  const started = performance.now();
  const sight = await look(patient);
  const examined: Examined[] = [];
  await new Listr(
    checks.map((check) => ({
      title: check.title,
      task: async (_, task) => {
        const reason = check.skip?.(sight);
        const findings = reason === undefined ? await check.run(sight) : [];
        examined.push({ title: check.title, skipped: reason ?? null, findings });
        if (reason !== undefined) {
          task.skip(reason);
        } else if (findings.length > 0) {
          reporter(task)(summary(findings));
        }
      },
    })),
    {
      ...stepOptions,
      // Each title stays beside the reason.
      rendererOptions: { ...stepOptions.rendererOptions, collapseSkips: false },
      silentRendererCondition: quiet,
    },
  ).run();
  return {
    stack: patient.stack,
    well: examined.every(({ findings }) => findings.every(({ severity }) => severity !== "broken")),
    seconds: Number(((performance.now() - started) / 1000).toFixed(1)),
    checks: examined,
  };
}
