import { z } from "zod";
import { internalUrl } from "./http/types.ts";
import { group, setting } from "./setting.ts";
import { httpUrl, whole } from "./types.ts";

/** The shared whiteboard. */
export const whiteboard = group({
  mode: setting(z.enum(["off", "external"]).default("off"), {
    doc: "`external`: a whiteboard backend of your own, at whiteboard.url or whiteboard.publicUrl. `off`: no whiteboard.",
    effect: ["reload web"],
  }),
  url: setting(internalUrl.optional(), {
    doc: "Where the web container reaches the whiteboard backend (excalidraw). The page finds it at /socket.io/ of the public URL.",
    effect: ["reload web"],
  }),
  publicUrl: setting(httpUrl.refine((text) => !/[?#]/.test(text), "must be an address without ? and #").optional(), {
    doc: "Where browsers reach the whiteboard backend, on a host of its own.",
    effect: ["reload web"],
  }),
  userLimit: setting(whole(10).optional(), {
    doc: "People who can use a whiteboard at once. The page's own limit is 25.",
    effect: ["reload web"],
  }),
  limitUrl: setting(httpUrl.optional(), {
    doc: "Page that people are sent to for more about whiteboard.userLimit.",
    effect: ["reload web"],
  }),
});
