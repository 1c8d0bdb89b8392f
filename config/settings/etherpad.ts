import { z } from "zod";
import { internalUrl } from "./http/types.ts";
import { group, setting } from "./setting.ts";
import { httpUrl } from "./types.ts";

/** The shared document. */
export const etherpad = group({
  mode: setting(z.enum(["off", "external"]).default("off"), {
    doc: "`external`: an Etherpad of your own, at etherpad.url or etherpad.publicUrl. `off`: no shared document.",
    effect: ["reload web"],
  }),
  url: setting(internalUrl.optional(), {
    doc: "Where the web container reaches Etherpad. The page finds it below /etherpad/ of the public URL.",
    effect: ["reload web"],
  }),
  publicUrl: setting(
    httpUrl
      .refine(
        (text) => /\/p\/?$/.test(text) && !/[?#]/.test(text),
        "must be the http(s) URL that all documents are below, such as https://pad.example.org/p/",
      )
      .transform((text) => text.replace(/\/?$/, "/"))
      .optional(),
    {
      doc: "Where browsers reach Etherpad's documents, on a host of its own: a document's name is put to its end.",
      effect: ["reload web"],
    },
  ),
  openOnJoin: setting(z.boolean().optional(), {
    doc: "The shared document is open when people enter a meeting.",
    effect: ["reload web"],
  }),
});
