import type { Settings } from "../settings/index.ts";
import { sharesWebPort } from "../turn-server.ts";
import { type Node, block, directive, verbatim } from "../write/nginx.ts";

/** A token in an address gives away a meeting or a session. Where a query has one, the log holds none of the query. */
const secretQuery = "[?](.*&)?[^&=]*(%|jwt|token|secret|password|code|previd)[^&=]*=";

/** What nginx writes about requests. */
export function requestLog(settings: Settings): readonly Node[] {
  return [
    { comment: "Addresses without the tokens in them, and no line for each successful health check" },
    block(
      "map",
      [verbatim("$request_uri"), verbatim("$logged_uri")],
      [
        directive("default", verbatim("$request_uri")),
        directive(verbatim(`~*^(?<uri_path>[^?]*)${secretQuery}`), verbatim("$uri_path?[redacted]")),
      ],
    ),
    block(
      "map",
      [verbatim("$http_referer"), verbatim("$logged_referer")],
      [
        directive("default", verbatim("$http_referer")),
        directive(verbatim(`~*^(?<referer_path>[^?]*)${secretQuery}`), verbatim("$referer_path?[redacted]")),
      ],
    ),
    block(
      "map",
      [verbatim(`$${sharesWebPort(settings) ? "" : "realip_"}remote_addr $status`), verbatim("$logged")],
      [directive("default", 1), directive(verbatim("~^127[.]0[.]0[.]1 2"), 0)],
    ),
    directive(
      "log_format",
      "main",
      verbatim(
        '$remote_addr [$time_iso8601] "$request_method $logged_uri $server_protocol" $status $body_bytes_sent ' +
          '$request_time $upstream_addr $upstream_status "$logged_referer" "$http_user_agent"',
      ),
    ),
    directive("access_log", "/dev/stdout", "main", verbatim("if=$logged")),
    ...(settings.http.logRequestErrors ? missingFilesApart : withoutRequestErrors),
  ];
}

/** The error log quotes the whole address, the address passed on and the referer, and can leave none of them out. */
const withoutRequestErrors: readonly Node[] = [
  {
    comment:
      "No messages about single requests: they quote whole addresses, tokens included. Which service did not answer is in\n" +
      "the lines above. Messages about nginx itself go where the first error_log says.",
  },
  directive("error_log", "stderr", "emerg"),
];

// A missing file is in the access log already.
const missingFilesApart: readonly Node[] = [directive("log_not_found", "off")];
