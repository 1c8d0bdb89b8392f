import { properties } from "../write/properties.ts";

/** How much a service writes to its log. */
export type LogLevel = "debug" | "info" | "warn" | "error";

const javaLevels: Readonly<Record<LogLevel, string>> = {
  debug: "FINE",
  info: "INFO",
  warn: "WARNING",
  error: "SEVERE",
};

const consoleHandler = "java.util.logging.ConsoleHandler";
const sentryHandler = "io.sentry.jul.SentryHandler";

/**
 * Log of a Java service: one line an event, to the container's log. `program` begins each line.
 * @param sentry report warnings and errors to Sentry, too: where, it learns from SENTRY_DSN.
 */
export function loggingProperties(program: string, level: LogLevel, sentry: boolean): string {
  return properties({
    handlers: sentry ? `${consoleHandler}, ${sentryHandler}` : consoleHandler,
    [`${consoleHandler}.level`]: "ALL",
    [`${consoleHandler}.formatter`]: "org.jitsi.utils.logging2.JitsiLogFormatter",
    "org.jitsi.utils.logging2.JitsiLogFormatter.programname": program,
    // Left alone, the handler sends errors, and warnings only as what came before one.
    ...(sentry ? { [`${sentryHandler}.level`]: "WARNING", [`${sentryHandler}.minimumEventLevel`]: "WARNING" } : {}),
    ".level": javaLevels[level],
  });
}
