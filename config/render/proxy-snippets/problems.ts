import { setCommand } from "../../commands.ts";
import { isLocal, publicUrl } from "../../derived.ts";
import type { Problem } from "../../problems.ts";
import type { Settings } from "../../settings/index.ts";

/** The networks that Docker takes from unless it is told otherwise: a proxy on the stack's own host comes from one of them. */
const dockersNetworks = ["172.16.0.0/12", "192.168.0.0/16"];

/** What keeps a stack from being served by a proxy in front. */
export function proxyProblems(settings: Settings): readonly Problem[] {
  const problems: Problem[] = [];
  if (isLocal(settings)) {
    problems.push({
      path: "general.publicUrl",
      value: publicUrl(settings),
      reason: "must be the address that people open, which the proxy answers",
      fix: setCommand("general.publicUrl", "https://meet.example.org"),
    });
  }
  if (settings.tls.mode !== "off") {
    problems.push({
      path: "tls.mode",
      value: settings.tls.mode,
      reason: "must be off behind a proxy, which ends TLS",
      fix: setCommand("tls.mode", "off"),
    });
  }
  if (settings.http.trustedProxies.length === 0) {
    problems.push({
      path: "http.trustedProxies",
      reason:
        "is empty: all people would have the proxy's address, and share one rate limit. For a proxy on the stack's own host these are Docker's networks, for another its address",
      fix: setCommand("http.trustedProxies", dockersNetworks),
    });
  }
  return problems;
}
