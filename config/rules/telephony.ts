import { removeCommand, setCommand, setFromFileCommand, setSecretCommand } from "../commands.ts";
import type { Draft, Rule } from "./draft.ts";
import { hasSecret, reachable } from "./inside.ts";

const account: Rule = {
  reads: ["telephony.enabled", "telephony.sip.uri", "telephony.sip.server", "secrets.sipPassword"],
  check: (draft) => {
    const { enabled, sip } = draft.settings.telephony;
    if (!enabled) {
      return [];
    }
    const host = sip.uri?.split("@")[1] ?? "sip.example.org";
    return [
      ...(sip.uri === undefined
        ? [
            {
              path: "telephony.sip.uri",
              reason: "is missing: the gateway is a telephone, and needs an account at a SIP server",
              fix: setCommand("telephony.sip.uri", "alice@sip.example.org"),
            },
          ]
        : []),
      ...(sip.server === undefined
        ? [
            {
              path: "telephony.sip.server",
              reason: "is missing: the gateway would register nowhere, and no call could come in",
              fix: setCommand("telephony.sip.server", host),
            },
          ]
        : []),
      ...(hasSecret(draft, "sipPassword")
        ? []
        : [
            {
              path: "secrets.sipPassword",
              reason: "is missing: the SIP server asks the gateway for it",
              fix: setSecretCommand("secrets.sipPassword"),
            },
          ]),
    ];
  },
};

/** Docker runs a process for each published port. */
const mostPorts = 1000;

function bridgePorts({ settings: { bridge } }: Draft): { readonly first: number; readonly last: number } {
  return { first: bridge.port, last: bridge.port + bridge.count - 1 };
}

const voicePorts: Rule = {
  reads: ["telephony.enabled", "telephony.ports.min", "telephony.ports.max", "bridge.port", "bridge.count"],
  check: (draft) => {
    const { enabled, ports } = draft.settings.telephony;
    const { min, max } = ports;
    const { first, last } = bridgePorts(draft);
    if (min > max) {
      return [
        {
          path: "telephony.ports.max",
          value: max,
          reason: `is below telephony.ports.min, ${String(min)}`,
          fix: setCommand("telephony.ports.max", Math.min(min + 50, 65535)),
        },
      ];
    }
    if (max - min + 1 > mostPorts) {
      return [
        {
          path: "telephony.ports.max",
          value: max,
          reason: `makes ${String(max - min + 1)} ports. Docker takes long to publish more than ${String(mostPorts)}, and a call needs about four`,
          fix: setCommand("telephony.ports.max", min + 50),
        },
      ];
    }
    if (!enabled || max < first || min > last) {
      return [];
    }
    const free = last + (max - min) + 1 <= 65535 ? last + 1 : 20000;
    return [
      {
        path: "telephony.ports.min",
        value: min,
        reason: `to telephony.ports.max takes the bridges' ports, ${String(first)} to ${String(last)}`,
        fix: `${setCommand("telephony.ports.min", free)} && ${setCommand("telephony.ports.max", free + max - min)}`,
      },
    ];
  },
};

const intervalWithoutCall: Rule = {
  reads: ["telephony.healthCheck.uri", "telephony.healthCheck.interval"],
  check: ({ settings: { telephony } }) =>
    telephony.healthCheck.interval !== undefined && telephony.healthCheck.uri === undefined
      ? [
          {
            path: "telephony.healthCheck.interval",
            value: telephony.healthCheck.interval,
            reason:
              "needs telephony.healthCheck.uri, something to call: without it jigasi says for ever that it is not ready",
            fix: removeCommand("telephony.healthCheck.interval"),
          },
        ]
      : [],
};

const dialInIsBoth: Rule = {
  reads: ["telephony.dialIn.numbers", "telephony.dialIn.numbersUrl", "telephony.dialIn.confCodeUrl"],
  check: ({ settings: { telephony } }) => {
    const { numbers, confCodeUrl } = telephony.dialIn;
    if (numbers !== undefined && telephony.dialIn.numbersUrl !== undefined) {
      return [
        {
          path: "telephony.dialIn.numbersUrl",
          value: telephony.dialIn.numbersUrl,
          reason: "is not used: telephony.dialIn.numbers has the numbers",
          fix: removeCommand("telephony.dialIn.numbersUrl"),
        },
      ];
    }
    const numbersUrl = numbers ?? telephony.dialIn.numbersUrl;
    const [missing, other] =
      numbersUrl === undefined ? (["numbersUrl", "confCodeUrl"] as const) : (["confCodeUrl", "numbersUrl"] as const);
    return (numbersUrl === undefined) === (confCodeUrl === undefined)
      ? []
      : [
          {
            path: `telephony.dialIn.${missing}`,
            reason: `is missing: with telephony.dialIn.${other === "numbersUrl" && numbers !== undefined ? "numbers" : other} alone the page shows no numbers`,
            fix: setCommand(
              `telephony.dialIn.${missing}`,
              `https://dial.example.org/${missing === "numbersUrl" ? "numbers" : "codes"}`,
            ),
          },
        ];
  },
};

const queue: Rule = {
  reads: [
    "telephony.enabled",
    "telephony.visitorsQueue.url",
    "telephony.visitorsQueue.keyId",
    "rooms.visitors.enabled",
    "secrets.visitorsQueueKey",
  ],
  check: (draft) => {
    const { telephony, rooms } = draft.settings;
    const { url, keyId } = telephony.visitorsQueue;
    const path = "telephony.visitorsQueue.url";
    if (url === undefined) {
      return keyId === undefined
        ? []
        : [
            {
              path: "telephony.visitorsQueue.keyId",
              value: keyId,
              reason: `means nothing without ${path}`,
              fix: removeCommand("telephony.visitorsQueue.keyId"),
            },
          ];
    }
    return [
      ...(rooms.visitors.enabled
        ? []
        : [
            {
              path,
              value: url,
              reason: "needs rooms.visitors.enabled: nobody waits without visitors",
              fix: removeCommand(path),
            },
          ]),
      ...(keyId !== undefined && telephony.enabled && !hasSecret(draft, "visitorsQueueKey")
        ? [
            {
              path: "secrets.visitorsQueueKey",
              reason: "is missing: telephony.visitorsQueue.keyId names it",
              fix: setFromFileCommand("secrets.visitorsQueueKey", "privkey.pem", true),
            },
          ]
        : []),
    ];
  },
};

/** Error reports need to know where to. */
function reports(group: "telephony" | "transcription"): Rule {
  return {
    reads: [`${group}.enabled`, `${group}.sentry`, "secrets.jigasiSentryDsn"],
    check: (draft) => {
      const { enabled, sentry } = draft.settings[group];
      return enabled && sentry && !hasSecret(draft, "jigasiSentryDsn")
        ? [
            {
              path: `${group}.sentry`,
              value: true,
              reason: "needs secrets.jigasiSentryDsn, the address that errors are reported to",
              fix: setSecretCommand("secrets.jigasiSentryDsn"),
            },
          ]
        : [];
    },
  };
}

export const telephonyRules: readonly Rule[] = [
  account,
  voicePorts,
  intervalWithoutCall,
  dialInIsBoth,
  queue,
  reports("telephony"),
  reports("transcription"),
  reachable("telephony.sip.server", ({ telephony }) => telephony.sip.server, "the SIP gateway"),
  reachable("telephony.visitorsQueue.url", ({ telephony }) => telephony.visitorsQueue.url, "the SIP gateway"),
];
