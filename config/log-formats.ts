/** Level of a log line, whatever the service calls it. */
export type Level = "error" | "warn" | "info" | "debug";

/** How the lines of some services look. */
export interface LogFormat {
  readonly name: string;
  /** Services by name, as a regular expression: bridges and recorders have numbers. */
  readonly services: string;
  /** A line, for docs/logging.md and its test. */
  readonly example: string;
  /** Regular expressions (PCRE, without single quotes) that the whole lines of a level begin with. The first that fits counts. */
  readonly levels: Readonly<Partial<Record<Level, string>>>;
}

/** `<name> <date> <time> LEVEL: `, as JitsiLogFormatter writes. The time may be left out, and rehearsal packages name themselves. */
const java = (levels: string): string => `^(\\S+ ){1,5}(${levels}): `;

/** `<date> <time> <module><tab><level><tab>` of Prosody's console log. */
const prosody = (level: string): string => `^\\S+ \\S+ \\S+\\s+${level}\\s`;

/** The status in a line about a request; `[level]` in nginx's own messages. */
const nginx = (status: string, own: string): string =>
  `^(\\S+ \\[[^]]+\\] "[^"]*" ${status} |\\S+ \\S+ \\[(${own})\\] )`;

/** `level=...` in what Go programs write. */
const go = (levels: string): string => `(^|\\s)(level|lvl)="?(?i:${levels})\\b`;

/** Every format that the services write. A line that fits none, such as one of a stack trace, has the level `unknown`. */
export const logFormats: readonly LogFormat[] = [
  {
    name: "java.util.logging",
    services: "^(jicofo|jvb-[0-9]+|jibri-[0-9]+|jigasi|transcriber)$",
    example: "jvb 2026-01-31 12:00:00.123 WARNING: [42] Endpoint.expire#512: Expiring.",
    levels: {
      error: java("SEVERE"),
      warn: java("WARNING"),
      info: java("INFO|CONFIG"),
      debug: java("FINE|FINER|FINEST"),
    },
  },
  {
    name: "Prosody",
    services: "^prosody$",
    example: "2026-01-31 12:00:00 mod_bosh\twarn\tNo such session",
    levels: { error: prosody("error"), warn: prosody("warn"), info: prosody("info"), debug: prosody("debug") },
  },
  {
    name: "nginx",
    services: "^web$",
    example: '192.0.2.7 [2026-01-31T12:00:00+00:00] "GET /room HTTP/2.0" 200 5120 0.001 - - "-" "Mozilla/5.0"',
    levels: {
      error: nginx("5..", "error|crit|alert|emerg"),
      warn: nginx("4..", "warn"),
      info: nginx("[123]..", "notice|info"),
      debug: nginx("000", "debug"),
    },
  },
  {
    name: "logfmt",
    services: "^(prometheus|alertmanager|exporters|grafana)$",
    example: 'ts=2026-01-31T12:00:00.123Z caller=main.go:1 level=warn msg="Reloading"',
    levels: { error: go("error|crit|fatal|eror"), warn: go("warn"), info: go("info"), debug: go("debug|dbug") },
  },
];
