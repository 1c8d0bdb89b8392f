import type { Finding } from "./finding.ts";
import type { Diagnosis } from "./index.ts";

function findingText({ problem, effect, fix }: Finding): string {
  return `  ${problem}\n    so: ${effect}\n    fix: ${fix}`;
}

function section(title: string, findings: readonly Finding[]): string[] {
  return findings.length === 0 ? [] : [[title, ...findings.map(findingText), ""].join("\n")];
}

/** What was found, for people: what breaks calls first. */
export function findingsText({ checks }: Diagnosis): string {
  const findings = checks.flatMap((check) => check.findings);
  const of = (severity: Finding["severity"]): Finding[] => findings.filter((one) => one.severity === severity);
  return ["", ...section("Broken:", of("broken")), ...section("Warnings:", of("warning"))].join("\n");
}

/** What it comes to, in one sentence or two. */
export function verdict({ stack, well, seconds, checks }: Diagnosis): string {
  const count = checks.flatMap(({ findings }) => findings).length;
  const looked = checks.filter(({ skipped }) => skipped === null).length;
  const unseen = checks.find(({ skipped }) => skipped?.includes("does not run") === true)?.skipped ?? null;
  const sentence = count === 0 ? "Nothing is wrong" : well ? "Nothing breaks calls" : "Calls are broken";
  return [
    ...(unseen === null ? [] : [`Only this machine was looked at: ${unseen}.`]),
    `${sentence}: stack ${stack}, ${String(looked)} of ${String(checks.length)} checks in ${seconds.toFixed(1)} s.`,
  ].join("\n");
}
