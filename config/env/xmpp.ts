import { moduleVerdict } from "../rules/prosody-modules.ts";
import { optionProblem } from "../rules/prosody-options.ts";
import { toBoolean, toList } from "../suggest.ts";
import type { EnvValues, VariableRule, VariableRules, Verdict } from "./answer.ts";
import { luaAssignments } from "./lua-assignments.ts";
import {
  each,
  fixed,
  ignore,
  ignored,
  inverted,
  isOn,
  noted,
  refuse,
  refused,
  translate,
  translated,
} from "./verdicts.ts";

/** Upstream gives the guests' host what it gives the main host. */
function guestsToo(file: EnvValues, path: string, value: unknown): Readonly<Record<string, unknown>> {
  return isOn(file, "ENABLE_AUTH") && isOn(file, "ENABLE_GUESTS") ? { [path]: value } : {};
}

const waiting = "rooms.waitForHost.enabled";

/** What a module in a list becomes: the list without those that other settings load, and the settings. */
function moduleList(path: string, text: string, file: EnvValues): Verdict | undefined {
  const names = [...new Set(toList(text))];
  const dropped = names.flatMap((name) => {
    const verdict = moduleVerdict(name);
    return verdict === undefined ? [] : [{ name, ...verdict }];
  });
  const kept = names.filter((name) => moduleVerdict(name) === undefined);
  const waits = names.includes("muc_wait_for_host") ? { [waiting]: true } : {};
  const guests = path === "xmpp.modules.main" && kept.length > 0 ? guestsToo(file, "xmpp.modules.guest", kept) : {};
  const also = { ...waits, ...guests };
  const reason = dropped.map((module) => `${module.name} ${module.reason}`).join("; ");
  if (kept.length === 0 && waiting in waits) {
    return translate(waiting, true, reason);
  }
  if (kept.length === 0) {
    return ignore(reason);
  }
  return dropped.length === 0 && Object.keys(also).length === 0
    ? undefined
    : translate(path, kept, reason || "the guests' host has them, too", also);
}

function modules(path: string): VariableRule {
  return noted(
    "Modules that are gone, or that a setting loads, are left out of the list",
    (text, file) => moduleList(path, text, file),
    path === "xmpp.modules.main" ? [waiting, "xmpp.modules.guest"] : [waiting],
  );
}

/** Raw lines for one host. Plain assignments become typed options; anything else is a person's decision. */
function lines(section: "main" | "muc"): VariableRule {
  const path = `xmpp.options.${section}`;
  const guests = section === "main" ? ["xmpp.options.guest"] : [];
  return translated([path, ...guests], `Plain assignments become ${path}; other Lua is refused`, (text, file) => {
    const read = luaAssignments(text);
    if ("unclear" in read) {
      return refuse(`${read.unclear} is no plain assignment such as name = "text". Set ${path}.<name> to its value`);
    }
    const wrong = Object.keys(read.options).find((name) => optionProblem(name) !== undefined);
    const also = section === "main" ? guestsToo(file, "xmpp.options.guest", read.options) : {};
    return wrong === undefined
      ? translate(path, read.options, "typed values, not Lua", also)
      : refuse(`${wrong} ${optionProblem(wrong)?.reason ?? ""}: remove it from the line`);
  });
}

/** `10kb/s`: Prosody's own way to write a rate. */
function rate(setting: string): VariableRule {
  return translated([setting], `Kilobytes per second are ${setting}`, (text) => {
    const [, number = "", unit = ""] = /^(\d+) ?([kmg])b?\/s$/i.exec(text.trim()) ?? [];
    const factors: Readonly<Record<string, number>> = { k: 1, m: 1000, g: 1_000_000 };
    const factor = factors[unit.toLowerCase()];
    return factor === undefined
      ? refuse("must be a rate such as 10kb/s or 1mb/s")
      : translate(setting, Number(number) * factor, "a number of kilobytes per second");
  });
}

const noLimit = "docker-jitsi-meet left the line out, and Prosody's built-in limit stayed; here there is none then";
const encrypted = "services and browsers always come encrypted";
const visitorsOnly = "Prosody talks to visitor nodes only";
const clientOnly = "this stack runs Prosody's client mode";

const modes: Readonly<Record<string, string>> = {
  visitors: `${clientOnly}. Visitor nodes run elsewhere: name them in rooms.visitors.nodes of the main stack`,
  brewery: `${clientOnly}, and its bridges log in to the same Prosody`,
};

/** The answers to variables of Prosody's connections, hosts, modules and options. */
export const xmppVariables: VariableRules = {
  GLOBAL_MODULES: modules("xmpp.modules.global"),
  XMPP_MODULES: modules("xmpp.modules.main"),
  XMPP_MUC_MODULES: modules("xmpp.modules.muc"),
  XMPP_INTERNAL_MUC_MODULES: modules("xmpp.modules.internalMuc"),
  XMPP_LOBBY_MUC_MODULES: modules("xmpp.modules.lobby"),
  XMPP_BREAKOUT_MUC_MODULES: modules("xmpp.modules.breakout"),
  XMPP_SPEAKERSTATS_MODULES: modules("xmpp.modules.speakerStats"),
  XMPP_CONFIGURATION: lines("main"),
  XMPP_MUC_CONFIGURATION: lines("muc"),
  PROSODY_ADMINS: translated(
    ["xmpp.admins"],
    "Accounts of people are xmpp.admins; docker-jitsi-meet wrote them and then replaced them",
    (text) =>
      translate(
        "xmpp.admins",
        toList(text),
        "takes effect here: docker-jitsi-meet wrote these accounts and then replaced them",
      ),
  ),
  PROSODY_C2S_LIMIT: rate("xmpp.limits.c2s.rate"),
  PROSODY_S2S_LIMIT: rate("xmpp.limits.s2sIn.rate"),
  PROSODY_DISABLE_C2S_LIMIT: inverted("xmpp.limits.c2s.enabled", noLimit),
  PROSODY_DISABLE_S2S_LIMIT: inverted("xmpp.limits.s2sIn.enabled", noLimit),
  PROSODY_C2S_REQUIRE_ENCRYPTION: ignored(encrypted, (text) =>
    toBoolean(text) === true
      ? ignore(encrypted)
      : refuse(`${encrypted}. The stack's own certificates make it cost nothing: remove the line`),
  ),
  PROSODY_HTTP_PORT: ignored("Prosody's web port is inside the stack only, where the web server finds it"),
  PROSODY_S2S_PORT: ignored("visitor nodes find Prosody on port 5269, and nobody else connects"),
  PROSODY_ENABLE_S2S: ignored(`${visitorsOnly}, with rooms.visitors.enabled`, (text, file) =>
    toBoolean(text) === false || isOn(file, "ENABLE_VISITORS")
      ? ignore(`${visitorsOnly}, with rooms.visitors.enabled`)
      : refuse(`${visitorsOnly}, not to other servers. Remove the line, or set ENABLE_VISITORS`),
  ),
  ENABLE_S2S: ignored("read by nothing upstream"),
  PROSODY_TRUSTED_PROXIES: ignored(
    "only the stack's own web server talks to Prosody, and it says who the people are; proxies in front of the " +
      "web server are http.trustedProxies",
  ),
  PROSODY_LOG_CONFIG: refused(
    "the container can write to its output only, and Docker keeps that. xmpp.logLevel says how much; remove the line",
  ),
  PROSODY_MODE: ignored(clientOnly, (mode) =>
    mode === "client" ? ignore(clientOnly) : refuse(modes[mode] ?? "must be client, or be left out"),
  ),
  XMPP_SERVER_S2S_PORT: ignored("says a visitor node where the main Prosody is; nodes run outside this stack"),
  ...each("SHARD RELEASE_NUMBER PROSODY_REGION_NAME", ignored("names a visitor node; nodes run outside this stack")),
  XMPP_SERVER: ignored("services find Prosody by the name that the stack gives it"),
  XMPP_BOSH_URL_BASE: ignored("the web server finds Prosody by the name that the stack gives it"),
  XMPP_PORT: fixed("5222", "Prosody is only reached inside the stack, on its usual port"),
  GLOBAL_CONFIG: translated(["xmpp.extraConfig"], "Prosody configuration is xmpp.extraConfig", (text) =>
    translate(
      "xmpp.extraConfig",
      text.replaceAll("\\n", "\n"),
      "\\n is a line's end; Prosody checks the text before it is used",
    ),
  ),
};
