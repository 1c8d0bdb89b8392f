import { formatPath, removeCommand, setCommand } from "../commands.ts";
import type { Problem } from "../problems.ts";
import { type KeyKind, type Program, programKeys } from "../render/hocon-keys.ts";
import { jicofoKeys } from "../render/jicofo-keys.ts";
import { jvbKeys } from "../render/jvb-keys.ts";
import type { WrittenKey } from "../render/written-keys.ts";
import type { ProgramOption } from "../settings/bridge/values.ts";
import type { Settings } from "../settings/index.ts";
import { nearest, toBoolean } from "../suggest.ts";
import type { Rule } from "./draft.ts";

interface Target {
  readonly program: Program;
  /** The group whose `options` they are. */
  readonly group: "focus" | "bridge";
  readonly written: readonly WrittenKey[];
  /** Keys, and keys below them, that the stack sets to what its own parts rely on. */
  readonly reserved: readonly string[];
}

const targets: readonly Target[] = [
  {
    program: "jicofo",
    group: "focus",
    written: jicofoKeys,
    reserved: [
      "jicofo.authentication",
      "jicofo.bridge.brewery-jid",
      "jicofo.bridge.xmpp-connection-name",
      "jicofo.health.enabled",
      "jicofo.rest",
      "jicofo.xmpp.client",
      "jicofo.xmpp.service",
      "jicofo.jibri.xmpp-connection-name",
      "jicofo.jigasi.xmpp-connection-name",
      "jicofo.sctp.enabled",
      "jicofo.octo.sctp-datachannels",
    ],
  },
  {
    program: "jvb",
    group: "bridge",
    written: jvbKeys,
    reserved: [
      "videobridge.apis.rest.enabled",
      "videobridge.apis.xmpp-client.configs",
      "videobridge.http-servers",
      "videobridge.rest",
      "videobridge.sctp.enabled",
      "videobridge.websockets",
      "ice4j.harvest.udp.use-dynamic-ports",
    ],
  },
];

function within(key: string, parent: string): boolean {
  return key === parent || key.startsWith(`${parent}.`);
}

const wanted: Readonly<Record<KeyKind, readonly [is: (value: ProgramOption) => boolean, text: string]>> = {
  boolean: [(value) => typeof value === "boolean", "true or false"],
  number: [
    (value) => typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)),
    "a number",
  ],
  duration: [
    (value) =>
      typeof value === "string" &&
      /^\d+(\.\d+)? *(ms|milli(s|seconds?)?|s|seconds?|m|minutes?|h|hours?|d|days?)$/.test(value),
    "a time span with its unit, such as 30 seconds: a bare number would be milliseconds",
  ],
  bandwidth: [
    (value) => typeof value === "string" && /^\d+(\.\d+)? *(bps|kbps|mbps|gbps)$/.test(value),
    "a bandwidth with its unit, such as 2500 kbps",
  ],
  percentage: [
    (value) => typeof value === "string" && /^\d+(\.\d+)? *%$/.test(value),
    "a part with its unit, such as 5 %",
  ],
  list: [(value) => typeof value === "object", "a list"],
  text: [(value) => typeof value === "string", "text"],
};

/** Whether `pattern`, in which a `*` stands for a name of one's own, is the key. */
function matches(key: string, pattern: string): boolean {
  const names = key.split(".");
  const parts = pattern.split(".");
  return names.length === parts.length && parts.every((part, index) => part === "*" || part === names[index]);
}

function unknownKey(key: string, path: string, value: ProgramOption, { program, group }: Target): Problem {
  const meant = nearest(
    key,
    [...programKeys(program).keys()].filter((known) => !known.includes("*")),
  );
  const move = meant === undefined ? "" : ` && ${setCommand(formatPath([group, "options", meant]), value)}`;
  return {
    path,
    reason: `is no key that ${program} reads.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
    fix: removeCommand(path) + move,
  };
}

function wrongKind(path: string, value: ProgramOption, kind: KeyKind): Problem[] {
  const [is, text] = wanted[kind];
  if (is(value)) {
    return [];
  }
  const seconds = kind === "duration" && /^\d+$/.test(String(value)) ? `${String(value)} seconds` : undefined;
  const better = seconds ?? (kind === "boolean" ? toBoolean(String(value)) : undefined);
  return [
    {
      path,
      value,
      reason: `must be ${text}`,
      fix: better === undefined ? removeCommand(path) : setCommand(path, better),
    },
  ];
}

function optionProblems(key: string, value: ProgramOption, target: Target): Problem[] {
  const path = formatPath([target.group, "options", key]);
  const own = target.written.find((one) => within(key, one.key));
  if (own !== undefined) {
    return [{ path, reason: `is what ${own.setting} is for`, fix: removeCommand(path) }];
  }
  if (target.reserved.some((parent) => within(key, parent))) {
    return [{ path, reason: "is set by the stack: its services rely on it", fix: removeCommand(path) }];
  }
  const [, kind] = [...programKeys(target.program)].find(([known]) => matches(key, known)) ?? [];
  return kind === undefined ? [unknownKey(key, path, value, target)] : wrongKind(path, value, kind);
}

function rule(target: Target): Rule {
  return {
    reads: [`${target.group}.options`],
    check: ({ settings }: { readonly settings: Settings }) =>
      Object.entries(settings[target.group].options).flatMap(([key, value]) => optionProblems(key, value, target)),
  };
}

export const programOptionRules: readonly Rule[] = targets.map(rule);
