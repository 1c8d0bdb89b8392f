import type { Settings } from "../../settings/index.ts";
import { properties } from "../../write/properties.ts";
import { loggingProperties } from "../logging.ts";

/** The programs that a recorder runs: their output is too much for the container's log, and goes to files. */
const programs = {
  ffmpeg: "org.jitsi.jibri.capture.ffmpeg.util.FfmpegFileHandler",
  browser: "org.jitsi.jibri.selenium.util.BrowserFileHandler",
  pjsua: "org.jitsi.jibri.sipgateway.pjsua.util.PjsuaFileHandler",
} as const;

/** Log of a recorder: its own to the container's log, that of its programs to /storage/logs. `program` begins each line. */
export function recorderLogging(program: string, level: Settings["recording"]["logLevel"]): string {
  const files = Object.entries(programs).flatMap(([name, handler]) => [
    [`${handler}.level`, "FINE"],
    [`${handler}.pattern`, `/storage/logs/${name}.%g.txt`],
    [`${handler}.formatter`, "org.jitsi.utils.logging2.JitsiLogFormatter"],
    [`${handler}.count`, "10"],
    [`${handler}.limit`, "10000000"],
  ]);
  return loggingProperties(program, level, false) + properties(Object.fromEntries(files) as Record<string, string>);
}
