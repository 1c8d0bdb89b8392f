import { removeCommand, setCommand } from "./commands.ts";
import { hasEncrypted, isEncrypted, withoutEncrypted } from "./encrypted.ts";
import { issueProblems } from "./issues.ts";
import { type Problem, SettingsError } from "./problems.ts";
import { allSettings, defaultOf, secretGroup, type Setting } from "./registry.ts";
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

type Values = Record<string, Record<string, unknown>>;

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
  readonly values: Values = {};
  private readonly settings: readonly Setting[];
  private readonly hidden: ReadonlySet<string>;

  constructor(settings: readonly Setting[], hidden: ReadonlySet<string>) {
    this.settings = settings;
    this.hidden = hidden;
  }

  isHidden(group: string): boolean {
    return group === secretGroup || this.hidden.has(group);
  }

  groups(raw: unknown): Record<string, unknown> {
    if (raw !== undefined && !isGroup(raw)) {
      this.problems.push({
        path: "settings",
        reason: "must be groups of settings",
        fix: setCommand("http.port", 8000),
      });
      return {};
    }
    const known = new Set(this.settings.map((setting) => setting.group));
    for (const [group, value] of Object.entries(raw ?? {})) {
      if (!known.has(group)) {
        this.problems.push(unknownGroup(group, value, this.settings, this.isHidden(group)));
      }
    }
    return raw ?? {};
  }

  group(group: string, raw: unknown): Record<string, unknown> {
    if (raw !== undefined && !isGroup(raw)) {
      const shown = this.isHidden(group) || isEncrypted(raw) ? {} : { value: raw };
      this.problems.push({
        path: group,
        ...shown,
        reason: "must be a group of settings",
        fix: `pulumi config rm ${group}`,
      });
      return {};
    }
    const own = this.settings.filter((setting) => setting.group === group);
    for (const [key, value] of Object.entries(raw ?? {})) {
      if (!own.some((setting) => setting.key === key)) {
        this.problems.push(unknownKey(group, key, value, this.settings, this.isHidden(group)));
      }
    }
    return raw ?? {};
  }

  value(setting: Setting, raw: unknown): unknown {
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

  read(raw: unknown): void {
    const groups = this.groups(raw);
    for (const group of new Set(this.settings.map((setting) => setting.group))) {
      const given = this.group(group, Object.hasOwn(groups, group) ? groups[group] : undefined);
      this.values[group] = {};
      for (const setting of this.settings.filter((one) => one.group === group)) {
        const value = this.value(setting, Object.hasOwn(given, setting.key) ? given[setting.key] : undefined);
        if (value !== undefined) {
          this.values[group][setting.key] = value;
        }
      }
    }
  }
}

/**
 * Checks raw settings, every value and every rule between them. Never throws, whatever it is given.
 * @param raw groups of values as the stack's configuration holds them; `encrypted` stands for a value that cannot be read.
 */
export function checkSettings(raw: unknown, options: ParseOptions = {}): CheckedSettings {
  const reading = new Reading(allSettings(), options.hiddenGroups ?? new Set());
  reading.read(raw);
  const { [secretGroup]: secrets, ...settings } = reading.values;
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
