import { removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import { publicUrl } from "../derived.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../settings/index.ts";
import type { Rule } from "./draft.ts";
import { hasSecret, reachable } from "./inside.ts";

type Service = "etherpad" | "whiteboard";

/** An address of each that could be one of the user's own. */
const example: Readonly<Record<Service, string>> = {
  etherpad: "http://etherpad.example.org:9001",
  whiteboard: "http://whiteboard.example.org:80",
};

function problems(service: Service, settings: Settings): Problem[] {
  const { mode, url, publicUrl: elsewhere } = settings[service];
  const given = elsewhere ?? url;
  if (mode !== "external") {
    const path = `${service}.${elsewhere === undefined ? "url" : "publicUrl"}`;
    return given === undefined
      ? []
      : [
          {
            path,
            value: given,
            reason: `is not used: ${service}.mode is ${mode}`,
            fix: mode === "off" ? setCommand(`${service}.mode`, "external") : removeCommand(path),
          },
        ];
  }
  if (given === undefined) {
    return [
      {
        path: `${service}.mode`,
        value: mode,
        reason: `needs ${service}.url, which the web container reaches, or ${service}.publicUrl, which browsers reach`,
        fix: setCommand(`${service}.url`, example[service]),
      },
    ];
  }
  return [...twoAddresses(service, settings), ...mixedContent(service, settings)];
}

function twoAddresses(service: Service, settings: Settings): Problem[] {
  const { url, publicUrl: elsewhere } = settings[service];
  return url === undefined || elsewhere === undefined
    ? []
    : [
        {
          path: `${service}.url`,
          value: url,
          reason: `is not used: browsers go to ${service}.publicUrl`,
          fix: removeCommand(`${service}.url`),
        },
      ];
}

/** A page that came by HTTPS may load nothing by HTTP. */
function mixedContent(service: Service, settings: Settings): Problem[] {
  const elsewhere = settings[service].publicUrl;
  return elsewhere?.startsWith("http:") && publicUrl(settings).startsWith("https:")
    ? [
        {
          path: `${service}.publicUrl`,
          value: elsewhere,
          reason: "must be https: browsers load nothing by HTTP into a page that came by HTTPS",
          fix: setCommand(`${service}.publicUrl`, elsewhere.replace(/^http:/, "https:")),
        },
      ]
    : [];
}

function ruleOf(service: Service): Rule {
  return {
    reads: [`${service}.mode`, `${service}.url`, `${service}.publicUrl`, "general.publicUrl"],
    check: ({ settings }) => problems(service, settings),
  };
}

/** Etherpad's own database: complete, or not there. */
const database: Rule = {
  reads: [
    "etherpad.mode",
    "etherpad.database.type",
    "etherpad.database.host",
    "etherpad.database.port",
    "secrets.etherpadDatabasePassword",
  ],
  check: (draft) => {
    const { mode, database: given } = draft.settings.etherpad;
    if (mode !== "builtin") {
      return [];
    }
    if (given.type === "file") {
      return (["host", "port"] as const).flatMap((name) => {
        const value = given[name];
        return value === undefined
          ? []
          : [
              {
                path: `etherpad.database.${name}`,
                value,
                reason: "is not used: etherpad.database.type is file",
                fix: setCommand("etherpad.database.type", "postgres"),
              },
            ];
      });
    }
    return [
      ...(given.host === undefined
        ? [
            {
              path: "etherpad.database.host",
              reason: `is missing: etherpad.database.type is ${given.type}`,
              fix: setCommand("etherpad.database.host", "db.example.org"),
            },
          ]
        : []),
      ...(hasSecret(draft, "etherpadDatabasePassword")
        ? []
        : [
            {
              path: "secrets.etherpadDatabasePassword",
              reason: "is missing: the database asks Etherpad for it",
              fix: setSecretCommand("secrets.etherpadDatabasePassword"),
            },
          ]),
    ];
  },
};

/** A server that pages do not send to: whoever set it believes otherwise. */
const statistics: Rule = {
  reads: ["web.analytics.rtcstats.enabled", "web.analytics.rtcstats.url", "http.rtcstatsUrl"],
  check: ({ settings: { http, web } }) => {
    const { enabled, url } = web.analytics.rtcstats;
    return http.rtcstatsUrl !== undefined && (!enabled || url !== undefined)
      ? [
          {
            path: "http.rtcstatsUrl",
            value: http.rtcstatsUrl,
            reason: enabled
              ? "is not used: pages send to web.analytics.rtcstats.url"
              : "is not used: web.analytics.rtcstats.enabled is off",
            fix: enabled ? removeCommand("http.rtcstatsUrl") : setCommand("web.analytics.rtcstats.enabled", true),
          },
        ]
      : [];
  },
};

export const documentRules: readonly Rule[] = [
  ruleOf("etherpad"),
  ruleOf("whiteboard"),
  database,
  reachable("etherpad.database.host", ({ etherpad }) => etherpad.database.host, "Etherpad"),
  statistics,
];
