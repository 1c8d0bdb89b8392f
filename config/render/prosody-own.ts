import type { Settings } from "../settings/index.ts";
import type { SectionName } from "../settings/xmpp/sections.ts";
import type { LuaOptions, LuaValue } from "../write/lua.ts";

/** The options of a section with the modules and options that the stack's settings add to it. */
export function withOwn(settings: Settings, name: SectionName, options: LuaOptions): LuaOptions {
  const { modules_enabled: given = [] } = options;
  const modules = [...new Set([...(given as readonly LuaValue[]), ...settings.xmpp.modules[name]])];
  return { ...options, ...(modules.length > 0 ? { modules_enabled: modules } : {}), ...settings.xmpp.options[name] };
}
