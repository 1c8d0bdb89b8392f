import { generatedFiles } from "../cli/generated-files.ts";
import { checkSettings } from "../config/parse.ts";
import { renderAll } from "../config/render/index.ts";

/**
 * Prints, as JSON, the milliseconds that a process of its own takes: to check and render the settings of its argument for one
 * bridge, to do it again, and to make every generated document. Modules are loaded before the clock starts.
 */
interface Times {
  readonly first: number;
  readonly again: number;
  readonly documents: number;
}

function milliseconds(work: () => unknown): number {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1e6;
}

const raw: unknown = JSON.parse(process.argv[2] ?? "{}");

function loadAndRender(): void {
  renderAll(checkSettings(raw, { withoutPackages: true }).parsed.settings);
}

const times: Times = {
  first: milliseconds(loadAndRender),
  again: milliseconds(loadAndRender),
  documents: milliseconds(generatedFiles),
};
console.log(JSON.stringify(times));
