import { z } from "zod";
import type { JsValue } from "../../write/js.ts";

/** Value types of the web page. */

/** What a change of config.js, interface_config.js or a piece of the page does. */
export const effect = ["reload web"] as const;

/** A URL, or a path on the web server itself. */
export const pageUrl = z
  .string()
  .regex(
    /^(https?:\/\/[^\s/"'<>\\][^\s"'<>\\]*|\/(?!\/)[^\s"'<>\\]*)$/,
    "must be an http(s) URL, or a path on this server such as /images/logo.svg",
  );

/** Deeper than any key of the page is. */
const deepest = 12;

function isJson(value: unknown, depth = 0): value is JsValue {
  if (typeof value !== "object" || value === null) {
    return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  }
  return depth < deepest && Object.values(value).every((item) => isJson(item, depth + 1));
}

/** Whatever JSON can hold. Never JavaScript: a text stays a text, whatever is in it. */
export const jsonValue = z.custom<JsValue>(
  // No key of the page is a NUL, and its refusal lets the type be told in the message's words.
  (value) => value !== "\0" && isJson(value),
  "must be a text, a number, true, false, null, or a list or table of those",
);

/** Video codecs of the browsers. */
export const codec = z.enum(["AV1", "VP9", "VP8", "H264"]);

/** Codecs in the order in which they are tried, each once. */
export const codecs = z
  .array(codec)
  .min(1, "must name at least one codec")
  .refine((list) => new Set(list).size === list.length, "must name each codec once");
