import { caddy, caddyDirective as directive } from "../../write/caddy.ts";
import { type ProxyFacts, introduction } from "./facts.ts";

/** Configuration for a Caddy in front, which gets its certificate and redirects HTTP by itself. */
export function caddySnippet(facts: ProxyFacts): string {
  return caddy([
    {
      comment: introduction(facts, [
        "For Caddy 2: /etc/caddy/Caddyfile, or a file that it imports. `caddy validate --config FILE --adapter caddyfile`",
        "checks it, `systemctl reload caddy` takes it in.",
        "Caddy passes WebSockets on and tells the client's address in X-Forwarded-For as it is. Its messages about errors",
        "quote whole addresses, tokens included.",
      ]),
    },
    directive(
      [facts.origin],
      [
        ...(facts.minimumTls === "1.3" ? [directive(["tls"], [directive(["protocols", "tls1.3"])])] : []),
        ...(facts.hsts === undefined ? [] : [directive(["header", "Strict-Transport-Security", facts.hsts])]),
        directive(["request_body"], [directive(["max_size", `${String(facts.maxBodySize)}MiB`])]),
        directive(
          ["reverse_proxy", facts.upstream],
          [{ comment: "Answers as they come" }, directive(["flush_interval", -1])],
        ),
      ],
    ),
  ]);
}
