import { bridgeName } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import type { Files } from "./files.ts";
import { renderJicofo } from "./jicofo.ts";
import { renderJvb } from "./jvb.ts";
import { renderProsody } from "./prosody.ts";
import { renderWeb } from "./web.ts";

/** Every file of every service: service name -> path -> text. Bridges are `jvb-1`, `jvb-2`, ... */
export function renderAll(settings: Settings): Readonly<Record<string, Files>> {
  const bridges = Array.from({ length: settings.bridge.count }, (_, i) => [
    bridgeName(i + 1),
    renderJvb(settings, i + 1),
  ]);
  return {
    web: renderWeb(settings),
    prosody: renderProsody(settings),
    jicofo: renderJicofo(settings),
    ...(Object.fromEntries(bridges) as Record<string, Files>),
  };
}
