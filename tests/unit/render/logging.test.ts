import { afterAll, describe, expect, test } from "@jest/globals";
import { renderJicofo } from "../../../config/render/jicofo.ts";
import { renderJvb } from "../../../config/render/jvb.ts";
import { loggingProperties } from "../../../config/render/logging.ts";
import { JavaParser } from "../write/real/java.ts";
import { settingsOf } from "./variants.ts";

const java = new JavaParser();
afterAll(() => java.stop());

const plain = {
  handlers: "java.util.logging.ConsoleHandler",
  "java.util.logging.ConsoleHandler.level": "ALL",
  "java.util.logging.ConsoleHandler.formatter": "org.jitsi.utils.logging2.JitsiLogFormatter",
  "org.jitsi.utils.logging2.JitsiLogFormatter.programname": "jicofo",
  ".level": "INFO",
};

describe("logging.properties", () => {
  test("sends every line to the console", async () => {
    expect(await java.properties(renderJicofo(settingsOf())["logging.properties"] ?? "")).toEqual(plain);
    expect(await java.properties(renderJvb(settingsOf(), 1)["logging.properties"] ?? "")).toEqual({
      ...plain,
      "org.jitsi.utils.logging2.JitsiLogFormatter.programname": "jvb",
    });
  });

  test.each([
    ["debug", "FINE"],
    ["info", "INFO"],
    ["warn", "WARNING"],
    ["error", "SEVERE"],
  ] as const)("has a word of Java's for %s: %s", async (level, word) => {
    expect(await java.properties(loggingProperties("jicofo", level, false))).toEqual({ ...plain, ".level": word });
  });

  test("sends warnings and errors to Sentry, too, where that is on", async () => {
    expect(await java.properties(loggingProperties("jicofo", "info", true))).toEqual({
      ...plain,
      handlers: "java.util.logging.ConsoleHandler, io.sentry.jul.SentryHandler",
      "io.sentry.jul.SentryHandler.level": "WARNING",
      "io.sentry.jul.SentryHandler.minimumEventLevel": "WARNING",
    });
  });
});
