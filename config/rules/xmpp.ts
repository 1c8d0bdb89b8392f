import { formatPath, removeCommand, setCommand } from "../commands.ts";
import { domains } from "../derived.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../settings/index.ts";
import { type SectionName, sectionNames } from "../settings/xmpp/sections.ts";
import type { LuaOptions } from "../write/lua.ts";
import type { Rule } from "./draft.ts";
import { moduleVerdict } from "./prosody-modules.ts";
import { optionProblem, renderedOptions } from "./prosody-options.ts";

const paths = sectionNames.flatMap((name) => [`xmpp.modules.${name}`, `xmpp.options.${name}`]);

/** What a section would be without the modules and options that settings add to it. */
function bareOptions(settings: Settings, name: SectionName): LuaOptions {
  const { modules: allModules, options: allOptions } = settings.xmpp;
  const xmpp = { ...settings.xmpp, modules: { ...allModules, [name]: [] }, options: { ...allOptions, [name]: {} } };
  return renderedOptions({ ...settings, xmpp }, name) ?? {};
}

function loadedAnyway(settings: Settings, name: SectionName): readonly unknown[] {
  const { modules_enabled: enabled } = bareOptions(settings, name);
  return Array.isArray(enabled) ? enabled : [];
}

function moduleProblem(settings: Settings, section: SectionName, index: number): Problem | undefined {
  const names = settings.xmpp.modules[section];
  const name = names[index] ?? "";
  const path = formatPath(["xmpp", "modules", section, index]);
  const remove = removeCommand(path);
  if (names.indexOf(name) !== index) {
    return { path, value: name, reason: "is named twice", fix: remove };
  }
  if (loadedAnyway(settings, section).includes(name)) {
    return { path, value: name, reason: "is loaded already", fix: remove };
  }
  const verdict = moduleVerdict(name);
  if (verdict === undefined) {
    return undefined;
  }
  const { reason, setting, value } = verdict;
  const fix = setting === undefined || value === undefined ? remove : `${remove} && ${setCommand(setting, value)}`;
  return { path, value: name, reason, fix };
}

const modules: Rule = {
  reads: paths,
  check: ({ settings }) =>
    sectionNames.flatMap((section) =>
      settings.xmpp.modules[section].flatMap((_, index) => moduleProblem(settings, section, index) ?? []),
    ),
};

const options: Rule = {
  reads: paths,
  check: ({ settings }) =>
    sectionNames.flatMap((section) =>
      Object.keys(settings.xmpp.options[section]).flatMap((name) => {
        const path = formatPath(["xmpp", "options", section, name]);
        const problem = optionProblem(name, bareOptions(settings, section));
        return problem === undefined ? [] : [{ path, reason: problem.reason, fix: removeCommand(path) }];
      }),
    ),
};

/** What switches a section on. */
const switches: Readonly<Partial<Record<SectionName, readonly [string, boolean]>>> = {
  guest: ["auth.guests", true],
  lobby: ["rooms.lobby", true],
  breakout: ["rooms.breakoutRooms", true],
};

/** What a stack adds to a section, by the name of the list. */
function ownLists({ xmpp }: Settings, section: SectionName): readonly string[] {
  const sizes = { modules: xmpp.modules[section].length, options: Object.keys(xmpp.options[section]).length };
  return Object.entries(sizes)
    .filter(([, size]) => size > 0)
    .map(([list]) => list);
}

const sectionThatIsNot: Rule = {
  reads: [...paths, "auth.type", "auth.guests", "rooms.lobby", "rooms.breakoutRooms"],
  check: ({ settings }) =>
    sectionNames.flatMap((section) => {
      const lists = ownLists(settings, section);
      const [setting, value] = switches[section] ?? [];
      return lists.length === 0 || setting === undefined || renderedOptions(settings, section) !== undefined
        ? []
        : lists.map((list) => ({
            path: `xmpp.${list}.${section}`,
            reason: `has no effect: ${setting} is off`,
            fix: setCommand(setting, value ?? true),
          }));
    }),
};

const adminNobodyCanBe: Rule = {
  reads: ["xmpp.admins", "xmpp.domain", "xmpp.authDomain"],
  check: ({ settings }) => {
    const { main, auth } = domains(settings);
    return settings.xmpp.admins.flatMap((admin, index) => {
      const [user = "", domain = ""] = admin.split("@");
      const path = formatPath(["xmpp", "admins", index]);
      return [main, auth].includes(domain)
        ? []
        : [
            {
              path,
              value: admin,
              reason: `is no account of the stack: accounts are on ${main} and ${auth}`,
              fix: setCommand(path, `${user}@${main}`),
            },
          ];
    });
  },
};

const countsNobodyReads: Rule = {
  reads: ["observability.stanzaCounts", "observability.metrics"],
  check: ({ settings: { observability } }) =>
    observability.stanzaCounts && !observability.metrics
      ? [
          {
            path: "observability.stanzaCounts",
            value: true,
            reason: "needs observability.metrics: they are part of Prosody's metrics",
            fix: setCommand("observability.metrics", true),
          },
        ]
      : [],
};

export const xmppRules: readonly Rule[] = [modules, options, sectionThatIsNot, adminNobodyCanBe, countsNobodyReads];
