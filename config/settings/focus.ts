import { group, setting } from "./setting.ts";
import { memory } from "./types.ts";

/** jicofo, the conference focus. */
export const focus = group({
  memory: setting(memory(1024, 384), {
    doc: "Memory jicofo's container may use. The Java heap takes up to 70 % of it.",
    unit: "MiB",
    effect: ["nothing"],
  }),
});
