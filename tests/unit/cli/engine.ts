import { readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { StoreSecret } from "../../../cli/stack-change.ts";

/** Does what the engine does to a configuration file, and notes what it was given. What it "encrypts" can be read. */
export function engine(calls: string[][] = []): StoreSecret {
  return (path, value, stack, file) => {
    calls.push([path, value, stack]);
    const document = parseDocument(readFileSync(file, "utf8"));
    const steps = [...path.matchAll(/\["([^"]+)"\]|[^.[]+/g)].map(([step, quoted]) => quoted ?? step);
    const [group = "", ...keys] = steps;
    document.setIn(["config", `jitsi-meet:${group}`, ...keys], { secure: `v1:${value}` });
    writeFileSync(file, document.toString());
    return Promise.resolve();
  };
}
