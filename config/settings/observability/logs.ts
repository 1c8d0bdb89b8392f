import { z } from "zod";
import { logDrivers } from "../../log-drivers.ts";
import { group, setting } from "../setting.ts";
import { textLine } from "../types.ts";

const everyService = ["restart web", "restart prosody", "restart jicofo", "restart jvb"] as const;

/** What Docker does with the services' logs. */
export const logs = group({
  driver: setting(z.enum(Object.keys(logDrivers) as [keyof typeof logDrivers]).default("json-file"), {
    doc: "Docker's logging driver for every service. `json-file` and `local` rotate: three files of 10 MB each, unless options say otherwise. `loki` is a plugin that the host must have.",
    effect: everyService,
  }),
  options: setting(z.record(z.string().regex(/^[a-z0-9-]+$/, "must be an option's name"), textLine).default({}), {
    doc: "Options of the driver, by Docker's names: max-size, syslog-address, ... Values are text.",
    effect: everyService,
  }),
});
