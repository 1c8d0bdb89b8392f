import { z } from "zod";
import { internalUrl } from "./http/types.ts";
import { group, setting } from "./setting.ts";
import { httpUrl, imageName, memory, whole } from "./types.ts";

/** The shared whiteboard. */
export const whiteboard = group({
  mode: setting(z.enum(["off", "builtin", "external"]).default("off"), {
    doc: "`builtin`: a whiteboard backend of the stack. It passes encrypted drawings on and keeps none: a board is gone with the last person on it. `external`: one of your own, at whiteboard.url or whiteboard.publicUrl. `off`: no whiteboard.",
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
    effect: ["reload web", "restart whiteboard"],
  }),
  limitUrl: setting(httpUrl.optional(), {
    doc: "Page that people are sent to for more about whiteboard.userLimit.",
    effect: ["reload web"],
  }),
  storageUrl: setting(httpUrl.refine((text) => !/[?#]/.test(text), "must be an address without ? and #").optional(), {
    doc: "Service of your own that keeps the pictures on whiteboards, which pages reach. Without it pictures cannot be put on a whiteboard.",
    effect: ["reload web"],
  }),
  image: setting(imageName.default("jitsi/excalidraw-backend:2026.3.0"), {
    doc: "The backend's image. It is pulled where the daemon does not have it.",
    effect: ["restart whiteboard"],
  }),
  memory: setting(memory(256, 128), { doc: "Memory of its container.", unit: "MiB", effect: ["nothing"] }),
});
