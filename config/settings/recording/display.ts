import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";

const effect = ["restart jibri"] as const;

/** What the recorder's monitor, which exists in memory only, says it can show. */
export const display = group({
  horizontalSync: group({
    min: setting(whole(1, 10000).default(5), {
      doc: "Lowest horizontal frequency of the recorder's display.",
      unit: "kHz",
      effect,
    }),
    max: setting(whole(1, 10000).default(1000), {
      doc: "Highest horizontal frequency of the recorder's display.",
      unit: "kHz",
      effect,
    }),
  }),
  verticalRefresh: group({
    min: setting(whole(1, 1000).default(5), {
      doc: "Lowest refresh rate of the recorder's display.",
      unit: "Hz",
      effect,
    }),
    max: setting(whole(1, 1000).default(200), {
      doc: "Highest refresh rate of the recorder's display.",
      unit: "Hz",
      effect,
    }),
  }),
});
