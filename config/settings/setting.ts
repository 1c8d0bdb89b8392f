import { z } from "zod";

/** A service of the stack, by the name of its container. */
export type ServiceName =
  | "web"
  | "prosody"
  | "jicofo"
  | "jvb"
  | "jibri"
  | "jigasi"
  | "transcriber"
  | "turn"
  | "etherpad"
  | "whiteboard"
  | "acme"
  | "prometheus"
  | "alertmanager"
  | "exporters"
  | "grafana"
  | "loki"
  | "log-collector";

/** What applying a change does to the running stack. What each costs a running call is in `effectOnCalls`. */
export type Effect =
  "nothing" | "reload web" | "reload prosody" | "reload turn" | `restart ${ServiceName}` | "rebuild images";

/** What people in a call notice. Measured with the real programs (one bridge) for web, prosody, jicofo and jvb. */
export const effectOnCalls: Readonly<Record<Effect, string>> = {
  nothing: "nothing",
  "reload web": "nothing; people see the change when they next load the page",
  "reload prosody": "nothing",
  "reload turn": "nothing",
  "restart web": "signalling resumes after about 3 seconds, media goes on",
  "restart prosody": "every call drops for about 15 seconds and its pages reload",
  "restart jicofo": "every call drops for about 20 seconds and its pages reload",
  "restart jvb": "calls on that bridge drop for about 40 seconds, for about 7 seconds where a second bridge is up",
  "restart jibri": "calls go on; a recording or live stream that is running ends",
  "restart jigasi": "calls go on; people who are in by telephone drop out",
  "restart transcriber": "calls go on; transcription stops until the transcriber is back",
  "restart turn": "calls go on; people whose media goes through TURN reconnect",
  "restart etherpad": "calls go on; the shared document reconnects",
  "restart whiteboard": "calls go on; the whiteboard reconnects",
  "restart acme": "nothing",
  "restart prometheus": "calls go on; the numbers of a few seconds are missing",
  "restart alertmanager": "calls go on",
  "restart exporters": "calls go on; the numbers of a few seconds are missing",
  "restart grafana": "calls go on; dashboards load again",
  "restart loki": "calls go on; the collector keeps lines until it is back",
  "restart log-collector": "calls go on; log lines of a few seconds are in docker logs only",
  "rebuild images": "every service whose image changed is restarted",
};

/** The part of a setting that its schema cannot say. */
export interface SettingInfo {
  /** One or two sentences: what it is, what a value means. */
  readonly doc: string;
  /** Unit of a number, e.g. `MiB`, `seconds`. */
  readonly unit?: string;
  /** docker-jitsi-meet variables it replaces. The first one that is set wins. */
  readonly env?: readonly string[];
  /** What a default that depends on other settings comes to, e.g. `auth.<xmpp.domain>`. */
  readonly derivedDefault?: string;
  readonly effect: readonly Effect[];
}

/** Every setting's info, by its schema: the registry that docs, import and the command line read. */
export const settingInfo = z.registry<SettingInfo>();

/** Declares one setting. Its schema must be its own: what is known of a setting is found by it. Throws for a schema that another has. */
export function setting<T extends z.ZodType>(schema: T, info: SettingInfo): T {
  if (settingInfo.has(schema)) {
    throw new Error(`two settings have the same schema; the second one is: ${info.doc}`);
  }
  settingInfo.add(schema, info);
  return schema;
}

/**
 * A group of settings and of groups: unknown keys are errors, an absent group means all defaults. A group inside another is a step
 * in the path: `auth.ldap.url`.
 */
export function group<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape).prefault({} as never);
}
