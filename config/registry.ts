import { z } from "zod";
import { schema } from "./settings/index.ts";
import { type Effect, type SettingInfo, settingInfo } from "./settings/setting.ts";
import { typeText } from "./type-text.ts";

/** One setting as its module declares it. */
export interface Setting {
  /** As in `pulumi config set --path`: `auth.ldap.url`. */
  readonly path: string;
  /** The first step of the path. */
  readonly group: string;
  /** All steps of the path. */
  readonly keys: readonly string[];
  readonly schema: z.ZodType;
  readonly info: SettingInfo;
}

/** A group: its settings, and the groups in it, by key. */
export type Branch = ReadonlyMap<string, Branch | Setting>;

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
  rooms: "What people can do in a room",
  xmpp: "Domains, accounts and configuration of Prosody",
  bridge: "Media bridges (jitsi-videobridge)",
  focus: "The conference focus (jicofo)",
  recording: "Recording and live streaming (jibri)",
  telephony: "Telephone calls into and out of meetings (jigasi)",
  transcription: "Subtitles and transcripts",
  turn: "STUN and TURN servers for browsers",
  etherpad: "The shared document",
  whiteboard: "The shared whiteboard",
  observability: "Metrics, logs and error reports",
  images: "Where Jitsi's packages come from, and which versions",
  secrets: "Passwords and keys, the only group whose values are encrypted",
};

type Shape = Readonly<Record<string, z.ZodType>>;

/** Names of all groups, in the order of the schema. */
export function groupNames(): readonly string[] {
  return Object.keys(schema.shape);
}

/** What a group is made of. Undefined: the schema is none of a group. */
function shapeOf(declared: z.ZodType): Shape | undefined {
  const inner = declared instanceof z.ZodPrefault ? declared.def.innerType : undefined;
  return inner instanceof z.ZodObject ? inner.shape : undefined;
}

function grow(shape: Shape, above: readonly string[]): Branch {
  return new Map(
    Object.entries(shape).map(([key, declared]): [string, Branch | Setting] => {
      const keys = [...above, key];
      const info = settingInfo.get(declared);
      if (info !== undefined) {
        return [key, { path: keys.join("."), group: keys[0] ?? "", keys, schema: declared, info }];
      }
      const inner = shapeOf(declared);
      if (inner === undefined) {
        throw new Error(`${keys.join(".")} is not declared with setting()`);
      }
      return [key, grow(inner, keys)];
    }),
  );
}

let tree: Branch | undefined;

/** All groups with everything in them. Throws if a module declares a setting without its info: a mistake in the program. */
export function settingTree(): Branch {
  tree ??= grow(schema.shape, []);
  return tree;
}

/** Whether a member of a group is a setting. */
export function isSetting(member: Branch | Setting): member is Setting {
  return "schema" in member;
}

function leavesOf(branch: Branch): Setting[] {
  return [...branch.values()].flatMap((member) => (isSetting(member) ? [member] : leavesOf(member)));
}

let settings: readonly Setting[] | undefined;

/** Every setting, in the order of the schema. */
export function allSettings(): readonly Setting[] {
  settings ??= leavesOf(settingTree());
  return settings;
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
