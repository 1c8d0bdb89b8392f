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

/** Log of jigasi in one of its roles, to the container's log; warnings to Sentry, too. `program` begins each line. */
export function gatewayLogging(
  program: string,
  { logLevel, sentry }: Pick<Settings["telephony"], "logLevel" | "sentry">,
): string {
  const levels = Object.fromEntries(quiet.map((name) => [`${name}.level`, "SEVERE"]));
  return loggingProperties(program, logLevel, sentry) + properties(levels);
}
