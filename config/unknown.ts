import { formatPath, removeCommand, setCommand, setSecretCommand, shellWord } from "./commands.ts";
import type { Problem } from "./problems.ts";
import { groupNames, secretGroup, type Setting } from "./registry.ts";
import { nearest } from "./suggest.ts";

function setAs(setting: Setting, value: unknown, hidden: boolean): string {
  if (setting.group === secretGroup) {
    return ` && ${setSecretCommand(setting.path)}`;
  }
  const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return plain && !hidden && setting.schema.safeParse(value).success ? ` && ${setCommand(setting.path, value)}` : "";
}

/** The setting that a key means: a near name in its group, its name in another group, or its docker-jitsi-meet variable. */
function meantSetting(group: string, key: string, settings: readonly Setting[]): Setting | undefined {
  const own = settings.filter((setting) => setting.group === group);
  const near = nearest(
    key,
    own.map((setting) => setting.key),
  );
  return (
    own.find((setting) => setting.key === near) ??
    settings.find((setting) => setting.key.toLowerCase() === key.toLowerCase()) ??
    settings.find((setting) => setting.info.env?.includes(key))
  );
}

/** A key of a group that is no setting. Its value is never shown: it could be a secret in the wrong place. */
export function unknownKey(
  group: string,
  key: string,
  value: unknown,
  settings: readonly Setting[],
  hidden: boolean,
): Problem {
  const path = formatPath([group, key]);
  const meant = meantSetting(group, key, settings);
  return {
    path,
    reason: `is no setting.${meant === undefined ? "" : ` Did you mean ${meant.path}?`}`,
    fix: removeCommand(path) + (meant === undefined ? "" : setAs(meant, value, hidden || group === secretGroup)),
  };
}

/** A group that does not exist: mistyped, or a whole path that was set without `--path`. */
export function unknownGroup(group: string, value: unknown, settings: readonly Setting[], hidden: boolean): Problem {
  const remove = `pulumi config rm ${shellWord(group)}`;
  const flat = settings.find((setting) => setting.path === group || setting.info.env?.includes(group));
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
