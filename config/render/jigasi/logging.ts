import type { Settings } from "../../settings/index.ts";
import { properties } from "../../write/properties.ts";
import { loggingProperties } from "../logging.ts";

/** Parts of jigasi that would fill the log. */
const quiet = [
  "net.sf",
  "org.ice4j",
  "org.jitsi.impl.neomedia",
  "net.java.sip.communicator.service.resources.AbstractResourcesService",
];

/** Parts of jigasi that say whether it is registered at the SIP server, and in its room. No page of it tells. */
const states = ["org.jitsi.jigasi.SipGateway", "org.jitsi.jigasi.xmpp.CallControlMucActivator"];

const fileHandler = "java.util.logging.FileHandler";

/**
 * Log of jigasi in one of its roles, to the container's log; warnings to Sentry, too. `program` begins each line. What its health
 * is read from also goes to /run/jigasi/state.<which part>.<0: now, 1: before>.log, at any level of the log.
 */
export function gatewayLogging(
  program: string,
  { logLevel, sentry }: Pick<Settings["telephony"], "logLevel" | "sentry">,
): string {
  const levels = Object.fromEntries(quiet.map((name) => [`${name}.level`, "SEVERE"]));
  const toFile = Object.fromEntries(
    states.flatMap((name) => [
      [`${name}.handlers`, fileHandler],
      [`${name}.level`, "INFO"],
    ]),
  );
  return (
    loggingProperties(program, logLevel, sentry) +
    properties({
      ...levels,
      ...toFile,
      [`${fileHandler}.pattern`]: "/run/jigasi/state.%u.%g.log",
      [`${fileHandler}.limit`]: "1000000",
      [`${fileHandler}.count`]: "2",
      [`${fileHandler}.formatter`]: "org.jitsi.utils.logging2.JitsiLogFormatter",
    })
  );
}
