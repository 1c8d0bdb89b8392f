import { stringify } from "yaml";
import { internalPorts } from "../../ports.ts";
import { probeModules } from "../../scrape-targets.ts";
import type { Settings } from "../../settings/index.ts";
import { environmentFile } from "../environment.ts";
import type { Files } from "../files.ts";

/** Files of the exporters: what is probed and how, and where nginx tells its numbers. */
export function renderExporters(settings: Settings): Files {
  return {
    "blackbox.yml": stringify({ modules: probeModules(settings) }),
    environment: environmentFile({ WEB_STATUS: `http://web:${String(internalPorts.webStatus)}/status` }),
  };
}
