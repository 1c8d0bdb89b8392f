import type { OptionValue } from "../settings/xmpp/values.ts";

function single(text: string): OptionValue | undefined {
  const quoted = /^"([^"\\\n]*)"$|^'([^'\\\n]*)'$/.exec(text);
  if (quoted !== null) {
    return quoted[1] ?? quoted[2];
  }
  if (text === "true" || text === "false") {
    return text === "true";
  }
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function value(text: string): OptionValue | undefined {
  const list = /^\{(.*)\}$/s.exec(text);
  if (list === null) {
    return single(text);
  }
  const items = (list[1] ?? "")
    .split(";")
    .map((item) => item.trim())
    .filter((item) => item !== "")
    .map(single);
  return items.some((item) => item === undefined) ? undefined : (items as OptionValue);
}

/** Plain assignments of a docker-jitsi-meet variable, or the one entry that is none. */
export type Assignments = { readonly options: Readonly<Record<string, OptionValue>> } | { readonly unclear: string };

/**
 * Reads `a = "text", b = 1, c = { "x"; "y" }`. Any other Lua is not understood, on purpose: it would have to be run.
 * docker-jitsi-meet cuts these variables at every comma, so there is none inside a value.
 */
export function luaAssignments(text: string): Assignments {
  const options: Record<string, OptionValue> = {};
  for (const entry of text.split(",").map((part) => part.trim().replace(/;$/, ""))) {
    if (entry === "") {
      continue;
    }
    const [, name = "", right = ""] = /^([a-z][a-z0-9_]*)\s*=\s*(.+?)\s*$/s.exec(entry) ?? [];
    const read = value(right);
    if (name === "" || read === undefined) {
      return { unclear: entry };
    }
    options[name] = read;
  }
  return { options };
}
