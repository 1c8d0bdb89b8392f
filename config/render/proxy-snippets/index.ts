import type { Settings } from "../../settings/index.ts";
import { apacheSnippet } from "./apache.ts";
import { caddySnippet } from "./caddy.ts";
import { type ProxyFacts, proxyFacts } from "./facts.ts";
import { nginxSnippet } from "./nginx.ts";
import { traefikSnippet } from "./traefik.ts";

const snippets = {
  nginx: nginxSnippet,
  apache: apacheSnippet,
  caddy: caddySnippet,
  traefik: traefikSnippet,
} satisfies Record<string, (facts: ProxyFacts) => string>;

/** The programs in front that configuration is written for. */
export type ProxyProgram = keyof typeof snippets;

export const proxyPrograms = Object.keys(snippets) as readonly ProxyProgram[];

/** The configuration for the proxy in front of a stack. */
export function proxySnippet(program: ProxyProgram, settings: Settings): string {
  return snippets[program](proxyFacts(settings));
}
