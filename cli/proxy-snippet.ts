import { proxyProblems } from "../config/render/proxy-snippets/problems.ts";
import { type ProxyProgram, proxySnippet } from "../config/render/proxy-snippets/index.ts";
import type { Settings } from "../config/settings/index.ts";
import { refuseProblems } from "./settings-file.ts";

/**
 * The configuration for the proxy in front of a stack.
 * @throws SetupError with every setting that keeps the stack from being behind a proxy, and the commands that mend it.
 */
export function proxySnippetText(program: ProxyProgram, settings: Settings): string {
  refuseProblems(proxyProblems(settings));
  return proxySnippet(program, settings).trimEnd();
}
