import { z } from "zod";
import { setting } from "../setting.ts";
import { whole } from "../types.ts";

const effect = ["restart jvb"] as const;

/** What a bridge does with the media of a meeting: members of the group `bridge`. */
export const media = {
  trustBwe: setting(z.boolean().default(true), {
    doc: "The bridge believes its estimate of a person's bandwidth and sends no more than that.",
    env: ["JVB_CC_TRUST_BWE"],
    effect,
  }),
  bweEngine: setting(z.enum(["GoogleCc2", "GoogleCc"]).default("GoogleCc2"), {
    doc: "How the bridge estimates bandwidth. `GoogleCc` is the older way.",
    env: ["BWE_ESTIMATOR_ENGINE"],
    effect,
  }),
  vla: setting(z.boolean().default(false), {
    doc: "Senders tell how much bandwidth each layer of a video is to have (video layers allocation), and the bridge goes by it.",
    env: ["ENABLE_VLA"],
    effect: ["restart jicofo", "restart jvb"],
  }),
  lastN: setting(whole(1).optional(), {
    doc: "Videos that one person is sent at most. Without it, as many as there are.",
    effect,
  }),
  onstageHeight: setting(whole(90, 4320).default(360), {
    doc: "Height of the large video that comes before any other video when bandwidth is scarce.",
    unit: "pixels",
    effect,
  }),
  loadReduction: setting(z.boolean().default(false), {
    doc: "A bridge whose processor is overloaded sends everybody fewer videos until it recovers.",
    effect,
  }),
  statsFilter: setting(z.boolean().default(false), {
    doc: "The bridge tells jicofo only what jicofo reads, not all of its statistics. Of use with many bridges.",
    effect,
  }),
  iceKeepAlive: setting(z.enum(["selected_only", "all_succeeded"]).default("selected_only"), {
    doc: "Paths to a person that are kept open: the one in use, or every one that worked.",
    effect,
  }),
  ipv6: setting(z.boolean().default(true), {
    doc: "The bridge uses IPv6 addresses where its container has one.",
    effect,
  }),
};
