import { type LogFormat, logFormats } from "../../log-formats.ts";
import { internalPorts } from "../../ports.ts";
import type { Files } from "../files.ts";

/** syslog-ng's file: takes Docker's lines, finds the level of each, and gives them to Loki with the labels service and level. */
export function renderLogCollector(): Files {
  return { "collector.cfg": text };
}

/** One branch for each level of each format: syslog-ng has no table of patterns. */
function branches({ services, levels }: LogFormat): readonly string[] {
  return Object.entries(levels).map(
    ([level, pattern]) =>
      `if (program('${services}') and match('${pattern}' value("MESSAGE"))) {\n` +
      `    rewrite { set("${level}" value("level")); };\n  }`,
  );
}

// A JSON text of one line alone: format-json makes an object of it, of which the eight characters {"line": and the last } are cut off.
const line = '$(substr "$(format-json line=${MESSAGE})" "8" "-1")';

const text = `@version: 4.8
options { stats(freq(0)); use-dns(no); keep-timestamp(yes); keep-hostname(yes); log-fifo-size(20000); time-reopen(2); };

source docker {
  syslog(transport("udp") ip("0.0.0.0") port(${String(internalPorts.logCollector)}) log-msg-size(65536) so-rcvbuf(1048576));
};

destination loki {
  http(
    url("http://loki:${String(internalPorts.loki)}/loki/api/v1/push")
    headers("Content-Type: application/json")
    method("POST")
    body-prefix('{"streams":[') delimiter(",") body-suffix("]}")
    body('{"stream":$(format-json service=\${PROGRAM} level=\${level}),"values":[["\${S_UNIXTIME}\${S_USEC}000",${line}]]}')
    batch-lines(500) batch-timeout(500) timeout(10) retries(20) persist-name("loki")
  );
};

log {
  source(docker);
  rewrite { set("unknown" value("level")); };
  ${logFormats.flatMap(branches).join("\n  el")};
  destination(loki);
};
`;
