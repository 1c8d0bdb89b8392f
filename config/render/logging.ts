import { properties } from "../write/properties.ts";

/** Log of a Java service: one line an event, to the container's log. `program` begins each line. */
export function loggingProperties(program: string): string {
  return properties({
    handlers: "java.util.logging.ConsoleHandler",
    "java.util.logging.ConsoleHandler.level": "ALL",
    "java.util.logging.ConsoleHandler.formatter": "org.jitsi.utils.logging2.JitsiLogFormatter",
    "org.jitsi.utils.logging2.JitsiLogFormatter.programname": program,
    ".level": "INFO",
  });
}
