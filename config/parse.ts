import { formatPath, removeCommand, setCommand } from "./commands.ts";
import { hasEncrypted, isEncrypted, withoutEncrypted } from "./encrypted.ts";
import { issueProblems } from "./issues.ts";
import { type Problem, SettingsError } from "./problems.ts";
import { type Branch, defaultOf, isSetting, secretGroup, type Setting, settingTree } from "./registry.ts";
import { checkRules } from "./rules/index.ts";
import type { SecretSettings, Settings } from "./settings/index.ts";
import { unknownGroup, unknownKey } from "./unknown.ts";

export { SettingsError } from "./problems.ts";

export interface ParseOptions {
  /** Groups whose values must not be shown although they are not `secrets`. */
  readonly hiddenGroups?: ReadonlySet<string>;
  /** The time at which certificates must be valid. Default: now. */
  readonly now?: Date;
  /** Say nothing about what the packages need: where they come from does not matter to rendered files. */
  readonly withoutPackages?: boolean;
}

export interface ParsedSettings {
  readonly settings: Settings;
  readonly secrets: SecretSettings;
}

/** What was found in raw settings. `parsed` is only to be used when there is no problem. */
export interface CheckedSettings {
  readonly problems: readonly Problem[];
  readonly parsed: ParsedSettings;
}

type Values = Record<string, unknown>;

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

/** One pass over raw settings: fills in what is right, notes what is wrong. */
class Reading {
  readonly problems: Problem[] = [];
  readonly failed = new Set<string>();
  /** Paths of values that are set, but encrypted: they count as given and are not looked at. */
  readonly unread = new Set<string>();
  private readonly hidden: ReadonlySet<string>;

  constructor(hidden: ReadonlySet<string>) {
    this.hidden = hidden;
  }

  private isHidden(group: string): boolean {
    return group === secretGroup || this.hidden.has(group);
  }

  private value(setting: Setting, raw: unknown): unknown {
    if (setting.group !== secretGroup && hasEncrypted(raw)) {
      this.problems.push({
        path: setting.path,
        reason: "is encrypted, which only the values of the group secrets are",
        fix: `${removeCommand(setting.path)} && pulumi config set --path ${setting.path}`,
      });
      this.failed.add(setting.path);
      return defaultOf(setting);
    }
    if (isEncrypted(raw)) {
      this.unread.add(setting.path);
      return undefined;
    }
    const result = setting.schema.safeParse(withoutEncrypted(raw));
    if (result.success) {
      return result.data;
    }
    this.problems.push(...issueProblems(setting, raw, result.error, this.isHidden(setting.group)));
    this.failed.add(setting.path);
    return defaultOf(setting);
  }

  /** What was given for a group, as far as it is one. */
  private given(keys: readonly string[], branch: Branch, raw: unknown): Values {
    const [group] = keys;
    const hidden = group !== undefined && this.isHidden(group);
    if (raw !== undefined && !isGroup(raw)) {
      this.problems.push(noGroup(keys, hidden || isEncrypted(raw) ? undefined : raw));
      return {};
    }
    for (const [key, value] of Object.entries(raw ?? {})) {
      if (!branch.has(key)) {
        this.problems.push(
          group === undefined ? unknownGroup(key, value, this.isHidden(key)) : unknownKey(keys, key, value, hidden),
        );
      }
    }
    return raw ?? {};
  }

  read(keys: readonly string[], branch: Branch, raw: unknown): Values {
    const given = this.given(keys, branch, raw);
    const values: Values = {};
    for (const [key, member] of branch) {
      const own = Object.hasOwn(given, key) ? given[key] : undefined;
      const value = isSetting(member) ? this.value(member, own) : this.read([...keys, key], member, own);
      if (value !== undefined) {
        values[key] = value;
      }
    }
    return values;
  }
}

/** @param value absent: it may not be shown. */
function noGroup(keys: readonly string[], value?: unknown): Problem {
  if (keys.length === 0) {
    return { path: "settings", reason: "must be groups of settings", fix: setCommand("http.port", 8000) };
  }
  const path = formatPath(keys);
  return {
    path,
    ...(value === undefined ? {} : { value }),
    reason: "must be a group of settings",
    fix: keys.length === 1 ? `pulumi config rm ${path}` : removeCommand(path),
  };
}

/**
 * Checks raw settings, every value and every rule between them. Never throws, whatever it is given.
 * @param raw groups of values as the stack's configuration holds them; `encrypted` stands for a value that cannot be read.
 */
export function checkSettings(raw: unknown, options: ParseOptions = {}): CheckedSettings {
  const reading = new Reading(options.hiddenGroups ?? new Set());
  const { [secretGroup]: secrets, ...settings } = reading.read([], settingTree(), raw);
  const parsed = deepFreeze({ settings, secrets }) as unknown as ParsedSettings;
  const { failed, unread } = reading;
  const broken = checkRules(
    { ...parsed, failed, unread, now: options.now ?? new Date() },
    options.withoutPackages ?? false,
  );
  return { problems: [...reading.problems, ...broken], parsed };
}

/**
 * Turns raw settings into frozen ones with all defaults filled in.
 * @throws SettingsError with every problem at once.
 */
export function parseSettings(raw: unknown, options: ParseOptions = {}): ParsedSettings {
  const { problems, parsed } = checkSettings(raw, options);
  if (problems.length > 0) {
    throw new SettingsError(problems);
  }
  return parsed;
}
