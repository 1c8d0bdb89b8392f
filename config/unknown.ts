import { formatPath, removeCommand, setCommand, setSecretCommand, shellWord } from "./commands.ts";
import type { Problem } from "./problems.ts";
import { allSettings, type Branch, groupNames, isSetting, secretGroup, type Setting, settingTree } from "./registry.ts";
import { nearest } from "./suggest.ts";

function setAs(setting: Setting, value: unknown, hidden: boolean): string {
  if (setting.group === secretGroup) {
    return ` && ${setSecretCommand(setting.path)}`;
  }
  const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return plain && !hidden && setting.schema.safeParse(value).success ? ` && ${setCommand(setting.path, value)}` : "";
}

/** What a key means: a near name in its group, its name elsewhere, its docker-jitsi-meet variable, or a near path. */
function meantPath(keys: readonly string[], key: string): string | undefined {
  const branch = keys.reduce<Branch | Setting | undefined>(
    (at, step) => (at === undefined || isSetting(at) ? undefined : at.get(step)),
    settingTree(),
  );
  const near = branch === undefined || isSetting(branch) ? undefined : nearest(key, [...branch.keys()]);
  const settings = allSettings();
  return near === undefined
    ? (settings.find((setting) => setting.keys.at(-1)?.toLowerCase() === key.toLowerCase())?.path ??
        settings.find((setting) => setting.info.env?.includes(key))?.path ??
        nearest(
          [...keys, key].join("."),
          settings.map(({ path }) => path),
        ))
    : [...keys, near].join(".");
}

/**
 * A key of a group that is no setting. Its value is never shown: it could be a secret in the wrong place.
 * @param keys the group's path.
 */
export function unknownKey(keys: readonly string[], key: string, value: unknown, hidden: boolean): Problem {
  const path = formatPath([...keys, key]);
  const meant = meantPath(keys, key);
  const setting = allSettings().find((one) => one.path === meant);
  return {
    path,
    reason: `is no setting.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
    fix: removeCommand(path) + (setting === undefined ? "" : setAs(setting, value, hidden || keys[0] === secretGroup)),
  };
}

/** A group that does not exist: mistyped, or a whole path that was set without `--path`. */
export function unknownGroup(group: string, value: unknown, hidden: boolean): Problem {
  const remove = `pulumi config rm ${shellWord(group)}`;
  const flat = allSettings().find((setting) => setting.path === group || setting.info.env?.includes(group));
  if (flat !== undefined) {
    const reason =
      flat.path === group
        ? "was set without --path, so it is no setting."
        : `is no setting. Did you mean ${flat.path}?`;
    return { path: group, reason, fix: remove + setAs(flat, value, hidden) };
  }
  const meant = nearest(group, groupNames());
  const hint = meant === undefined ? `The groups are ${groupNames().join(", ")}.` : `Did you mean ${meant}?`;
  return { path: group, reason: `is no group of settings. ${hint}`, fix: remove };
}
