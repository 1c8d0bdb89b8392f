import { z } from "zod";
import { database } from "./etherpad/database.ts";
import { internalUrl } from "./http/types.ts";
import { group, setting } from "./setting.ts";
import { httpUrl, imageName, memory, textLine } from "./types.ts";

const effect = ["restart etherpad"] as const;

/** The shared document. */
export const etherpad = group({
  mode: setting(z.enum(["off", "builtin", "external"]).default("off"), {
    doc: "`builtin`: an Etherpad of the stack. `external`: one of your own, at etherpad.url or etherpad.publicUrl. `off`: no shared document.",
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
  image: setting(imageName.default("etherpad/etherpad:2.0.3"), {
    doc: "Etherpad's image, of version 2. It is pulled where the daemon does not have it.",
    effect,
  }),
  memory: setting(memory(512, 192), { doc: "Memory of its container.", unit: "MiB", effect: ["nothing"] }),
  title: setting(textLine.default("Etherpad"), {
    doc: "Etherpad's name, in the title of its pages.",
    env: ["ETHERPAD_TITLE"],
    effect,
  }),
  defaultText: setting(z.string().max(10_000, "must be at most 10000 characters").default(""), {
    doc: "What a new document says.",
    env: ["ETHERPAD_DEFAULT_PAD_TEXT"],
    effect,
  }),
  skin: setting(
    z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9_-]{0,63}$/,
        "must be the name of a skin in Etherpad's image, such as colibris or no-skin",
      )
      .default("colibris"),
    { doc: "Etherpad's skin.", env: ["ETHERPAD_SKIN_NAME"], effect },
  ),
  skinVariants: setting(
    z
      .string()
      .regex(/^([a-z-]+( [a-z-]+)*)?$/, "must be names of variants with single spaces between them")
      .default("super-light-toolbar super-light-editor light-background full-width-editor"),
    {
      doc: "Variants of the skin colibris: colours of its parts, and its width.",
      env: ["ETHERPAD_SKIN_VARIANTS"],
      effect,
    },
  ),
  database,
});
