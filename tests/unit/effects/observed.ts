import { prosodyReloadFiles } from "../../../config/render/prosody.ts";
import type { Effect, ServiceName } from "../../../config/settings/setting.ts";
import type { Difference } from "./difference.ts";

/** The service of a container: bridges and recorders have numbers. */
function serviceName(name: string): ServiceName {
  return name.replace(/-\d+$/, "") as ServiceName;
}

function ofFile(path: string): Effect {
  const [service = "", ...rest] = path.split("/");
  const name = serviceName(service);
  if (name === "web") {
    return "reload web";
  }
  return name === "prosody" && (prosodyReloadFiles as readonly string[]).includes(rest.join("/"))
    ? "reload prosody"
    : `restart ${name}`;
}

/** Inputs of a container that Docker changes while it runs. */
const inPlace = /^(memory|memorySwap|destroyGraceSeconds|cpu[A-Za-z]*|restart)$/;

function ofResource(name: string, keys: readonly string[]): Effect | undefined {
  const container = /^(.+)-container$/.exec(name)?.[1];
  if (container !== undefined) {
    return keys.every((key) => inPlace.test(key)) ? undefined : `restart ${serviceName(container)}`;
  }
  const reload = /^(web|prosody|turn)-reload$/.exec(name)?.[1] as "web" | "prosody" | "turn" | undefined;
  if (reload !== undefined) {
    return `reload ${reload}`;
  }
  return name.startsWith("images-") ? "rebuild images" : undefined;
}

function unique(effects: readonly (Effect | undefined)[]): readonly Effect[] {
  const all = new Set(effects.filter((effect) => effect !== undefined));
  // A service that restarts reads everything anew.
  const found = [...all]
    .filter((effect) => !all.has(effect.replace("reload ", "restart ") as Effect) || !effect.startsWith("reload "))
    .sort();
  return found.length === 0 ? ["nothing"] : found;
}

/** What changed files amount to. A service that is new, or gone, is none that restarts. */
export function effectsOfFiles(
  changed: Difference,
  before: readonly string[],
  after: readonly string[],
): readonly Effect[] {
  const services = (files: readonly string[]) => new Set(files.map((file) => file.split("/")[0]));
  const [old, now] = [services(before), services(after)];
  const both = Object.keys(changed).filter((file) => {
    const service = file.split("/")[0];
    return old.has(service) && now.has(service);
  });
  return unique(both.map(ofFile));
}

/** What changed resources amount to. A service that is new, or gone, is none that restarts. */
export function effectsOfResources(
  changed: Difference,
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly Effect[] {
  return unique(
    Object.entries(changed)
      .filter(([name]) => before.has(name) && after.has(name))
      .map(([name, keys]) => ofResource(name, Object.keys(keys))),
  );
}
