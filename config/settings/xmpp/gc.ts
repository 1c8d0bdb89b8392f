import { z } from "zod";
import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";

/** When Prosody's Lua frees memory. The bounds are Lua's own. */
export const gc = group({
  mode: setting(z.enum(["incremental", "generational"]).default("incremental"), {
    doc: "How Lua collects garbage. `incremental`: in small steps. `generational`: young objects first.",
    env: ["GC_TYPE"],
    effect: ["restart prosody"],
  }),
  threshold: setting(whole(100, 1000).default(400), {
    doc: "With mode incremental: a new cycle starts when memory has grown to this share of what the last one left.",
    unit: "percent",
    env: ["GC_INC_TH"],
    effect: ["restart prosody"],
  }),
  speed: setting(whole(100, 1000).default(250), {
    doc: "With mode incremental: how fast the collector works against allocation.",
    unit: "percent",
    env: ["GC_INC_SPEED"],
    effect: ["restart prosody"],
  }),
  stepSize: setting(whole(1, 60).default(13), {
    doc: "With mode incremental: size of one step, as a power of two. 13 is 8 KiB.",
    unit: "power of two of bytes",
    env: ["GC_INC_STEP_SIZE"],
    effect: ["restart prosody"],
  }),
  minorThreshold: setting(whole(1, 100).default(20), {
    doc: "With mode generational: growth of memory that starts a collection of young objects.",
    unit: "percent",
    env: ["GC_GEN_MIN_TH"],
    effect: ["restart prosody"],
  }),
  majorThreshold: setting(whole(1, 1000).default(100), {
    doc: "With mode generational: growth of memory that starts a collection of all objects.",
    unit: "percent",
    env: ["GC_GEN_MAX_TH"],
    effect: ["restart prosody"],
  }),
});
