import type { z } from "zod";
import { schema } from "./settings/index.ts";
import { type Effect, type SettingInfo, settingInfo } from "./settings/setting.ts";
import { typeText } from "./type-text.ts";

/** One setting as its module declares it. */
export interface Setting {
  /** `group.key`, as in `pulumi config set --path`. */
  readonly path: string;
  readonly group: string;
  readonly key: string;
  readonly schema: z.ZodType;
  readonly info: SettingInfo;
}

/** One setting as programs and people read it: what `./jitsi settings --json` prints. */
export interface RegistryEntry {
  readonly path: string;
  /** Readable: `"a" | "b"`, `integer 1..65535`, `list of IP addresses`. */
  readonly type: string;
  /** The value without the setting; text where it follows from others; null where there is none. */
  readonly default: unknown;
  readonly unit: string | null;
  readonly secret: boolean;
  /** docker-jitsi-meet variables it replaces. The first one that is set wins. */
  readonly env: readonly string[];
  readonly effect: readonly Effect[];
  readonly doc: string;
}

/** The group whose values are secret. */
export const secretGroup = "secrets";

/** What each group is about. A group without a line here fails the test of the generated files. */
export const groupDocs: Readonly<Record<string, string>> = {
  general: "What the stack is for and where people open it",
  http: "Plain HTTP and the address that ports are published on",
  tls: "HTTPS and its certificate",
  web: "The web page that people use",
  auth: "Who may create and enter rooms",
  xmpp: "Domains, accounts and configuration of Prosody",
  bridge: "Media bridges (jitsi-videobridge)",
  focus: "The conference focus (jicofo)",
  images: "Where Jitsi's packages come from, and which versions",
  secrets: "Passwords and keys, the only group whose values are encrypted",
};

type Groups = Readonly<Record<string, z.ZodPrefault<z.ZodObject<Record<string, z.ZodType>>>>>;

/** Names of all groups, in the order of the schema. */
export function groupNames(): readonly string[] {
  return Object.keys(schema.shape);
}

/** Every setting, in the order of the schema. Throws if a module declares one without its info: a mistake in the program. */
export function allSettings(): readonly Setting[] {
  return Object.entries(schema.shape as unknown as Groups).flatMap(([group, { def }]) =>
    Object.entries((def.innerType as z.ZodObject<Record<string, z.ZodType>>).shape).map(([key, declared]) => {
      const info = settingInfo.get(declared);
      if (info === undefined) {
        throw new Error(`${group}.${key} is not declared with setting()`);
      }
      return { path: `${group}.${key}`, group, key, schema: declared, info };
    }),
  );
}

/** Value of a setting that nobody set. Undefined: none, or one that derived.ts works out. */
export function defaultOf(setting: Setting): unknown {
  return setting.schema.safeParse(undefined).data;
}

/** Whether the path lies in the secret group. */
export function isSecretPath(path: string): boolean {
  return path === secretGroup || path.startsWith(`${secretGroup}.`);
}

/** Every setting with its documentation, flat. */
export function registry(): readonly RegistryEntry[] {
  return allSettings().map((setting) => ({
    path: setting.path,
    type: typeText(setting.schema),
    default: setting.info.derivedDefault ?? defaultOf(setting) ?? null,
    unit: setting.info.unit ?? null,
    secret: setting.group === secretGroup,
    env: setting.info.env ?? [],
    effect: setting.info.effect,
    doc: setting.info.doc,
  }));
}
