import { z } from "zod";

/** A value of a Prosody option, as it can stand in a stack's configuration. */
export type OptionValue = string | number | boolean | readonly OptionValue[] | { readonly [key: string]: OptionValue };

/** Deeper than any option of Prosody is. */
const deepest = 8;

function isOptionValue(value: unknown, depth = 0): value is OptionValue {
  if (typeof value === "string") {
    return value.isWellFormed();
  }
  if (typeof value !== "object" || value === null) {
    return typeof value === "boolean" || Number.isFinite(value);
  }
  return (
    depth < deepest &&
    Object.entries(value).every(([key, item]) => key.isWellFormed() && isOptionValue(item, depth + 1))
  );
}

/** What an option may be set to. Never Lua: a text stays a text, whatever is in it. */
export const optionValue = z.custom<OptionValue>(
  // No option is a NUL, and its refusal lets the type be told in the message's words.
  (value) => value !== "\0" && isOptionValue(value),
  "must be a text, a number, true, false, or a list or table of those",
);

const luaKeywords =
  "and|break|do|else|elseif|end|false|for|function|goto|if|in|local|nil|not|or|repeat|return|then|true|until|while";
/** Words that Prosody's configuration language has besides Lua's. */
const prosodyKeywords = "component|host|include";

/** Name of an option. */
export const optionName = z
  .string()
  .regex(
    new RegExp(`^(?!(?:${luaKeywords}|${prosodyKeywords})$)[a-z][a-z0-9_]{0,63}$`),
    "must be a Prosody option's name, such as muc_room_cache_size",
  );

/** Name of a module, as it stands in modules_enabled. */
export const moduleName = z
  .string()
  .regex(/^(?!mod_)[a-z0-9][a-z0-9_-]{0,63}$/, "must be a Prosody module's name without mod_, such as muc_census");

/** An XMPP account's address. */
export const accountAddress = z
  .string()
  .regex(
    /^[a-z0-9._-]{1,64}@(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/,
    "must be an XMPP account such as alice@meet.jitsi",
  );
