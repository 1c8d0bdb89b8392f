import { toBoolean, toList } from "../suggest.ts";
import type { EnvValues, VariableRule, Verdict } from "./answer.ts";
import { unsupportedRules } from "./unsupported.ts";

function isOn(file: EnvValues, name: string): boolean {
  return toBoolean(file.get(name) ?? "") ?? false;
}

/** A name that is the same in every stack here: the same value is no loss, another one would be. */
function fixed(value: string, reason: string): VariableRule {
  return {
    answer: "ignored",
    reason,
    decide: (given) =>
      given === value
        ? { answer: "ignored", reason }
        : { answer: "refused", reason: `must be ${value}, or be left out: ${reason}` },
  };
}

function ignored(reason: string): VariableRule {
  return { answer: "ignored", reason };
}

function translated(setting: string, value: unknown, reason: string): Verdict {
  return { answer: "translated", setting, value, reason };
}

const authType = "AUTH_TYPE and ENABLE_AUTH are one setting here, for all services";

function decideAuthType(value: string, file: EnvValues): Verdict {
  if (!isOn(file, "ENABLE_AUTH")) {
    return { answer: "ignored", reason: "ENABLE_AUTH is not on" };
  }
  return value === "internal"
    ? translated("auth.type", "internal", authType)
    : {
        answer: "unsupported",
        reason: `${value} is not yet supported. auth.type internal keeps the rooms closed until then`,
      };
}

/** Variables of single services that must say what the common one says: here one setting speaks for all. */
function sameAs(common: string, fallback: string): VariableRule {
  const reason = `auth.type speaks for all services`;
  return {
    answer: "ignored",
    reason,
    decide: (value, file) => {
      const expected = file.get(common) ?? fallback;
      const same = value === expected || (toBoolean(value) !== undefined && toBoolean(value) === toBoolean(expected));
      return same
        ? { answer: "ignored", reason }
        : { answer: "refused", reason: `differs from ${common}, but ${reason}` };
    },
  };
}

const accessRules: Readonly<Record<string, VariableRule>> = {
  ENABLE_AUTH: {
    answer: "translated",
    reason: authType,
    decide: (value, file) => {
      const on = toBoolean(value);
      if (on === undefined) {
        return { answer: "refused", reason: "must be 0 or 1" };
      }
      const type = file.get("AUTH_TYPE") ?? "internal";
      return translated(
        "auth.type",
        on ? "internal" : "none",
        type === "internal" || !on ? authType : `${type} is not yet supported: internal keeps the rooms closed`,
      );
    },
  },
  AUTH_TYPE: { answer: "translated", reason: authType, decide: decideAuthType },
  PROSODY_AUTH_TYPE: sameAs("AUTH_TYPE", "internal"),
  JICOFO_AUTH_TYPE: sameAs("AUTH_TYPE", "internal"),
  JICOFO_ENABLE_AUTH: sameAs("ENABLE_AUTH", "0"),
  ENABLE_GUESTS: {
    reason: "Guests are only told from others where people log in",
    decide: (_, file) =>
      isOn(file, "ENABLE_AUTH")
        ? undefined
        : { answer: "ignored", reason: "ENABLE_AUTH is not on: everybody may enter anyway" },
  },
};

const addressRules: Readonly<Record<string, VariableRule>> = {
  PUBLIC_URL: {
    reason: "A URL without a scheme means https",
    decide: (text) =>
      text.includes("://")
        ? undefined
        : {
            answer: "text",
            setting: "general.publicUrl",
            text: `https://${text}`,
            reason: "had no scheme: https, as in docker-jitsi-meet",
          },
  },
  DISABLE_HTTPS: {
    answer: "translated",
    reason: "tls.mode off, for a proxy in front that ends TLS",
    decide: (value) => {
      const off = toBoolean(value);
      if (off === undefined) {
        return { answer: "refused", reason: "must be 0 or 1" };
      }
      return off
        ? translated("tls.mode", "off", "a proxy in front must end TLS")
        : { answer: "ignored", reason: "HTTPS is on unless tls.mode says otherwise" };
    },
  },
  ENABLE_LETSENCRYPT: {
    answer: "unsupported",
    reason: "Let's Encrypt is not yet supported. tls.mode custom takes a certificate of yours",
    decide: (value) =>
      toBoolean(value) === false
        ? { answer: "ignored", reason: "no certificate is asked for unless a setting says so" }
        : undefined,
  },
  JVB_ADVERTISE_IPS: {
    reason: "Addresses only: each bridge's port is the same outside and inside",
    decide: (text) => {
      const withPort = toList(text).find((entry) => entry.includes("#"));
      return withPort === undefined
        ? undefined
        : {
            answer: "refused",
            reason: `${withPort} names a port. A bridge's port is the same outside and inside here: write the address alone, and the port as JVB_PORT`,
          };
    },
  },
  JVB_STUN_SERVERS: {
    reason: "Only asked unless JVB_DISABLE_STUN is on",
    decide: (_, file) =>
      isOn(file, "JVB_DISABLE_STUN") ? { answer: "ignored", reason: "JVB_DISABLE_STUN is on" } : undefined,
  },
  JVB_DISABLE_STUN: {
    answer: "translated",
    reason: "An empty bridge.stunServers asks none",
    decide: (value) => {
      const off = toBoolean(value);
      if (off === undefined) {
        return { answer: "refused", reason: "must be 0 or 1" };
      }
      return off
        ? translated("bridge.stunServers", [], "an empty list asks none")
        : { answer: "ignored", reason: "STUN servers are asked unless bridge.stunServers is empty" };
    },
  },
  GLOBAL_CONFIG: {
    answer: "translated",
    reason: "Prosody configuration is xmpp.extraConfig",
    decide: (text) =>
      translated(
        "xmpp.extraConfig",
        text.replaceAll("\\n", "\n"),
        "\\n is a line's end; Prosody checks the text before it is used",
      ),
  },
};

const buildSuite: VariableRule = {
  answer: "translated",
  reason: "The suite of Jitsi's Debian repository is images.suite",
  decide: (value) => translated("images.suite", value, "the suite of Jitsi's Debian repository"),
};

const gone = "gone upstream since stable-11146: bridges and browsers use SCTP data channels only";
const noTcp = "gone upstream since 2022: media over TCP needs a TURN server";

const withoutMeaningHere: Readonly<Record<string, VariableRule>> = {
  JITSI_RELEASE: buildSuite,
  CONFIG: ignored("there is no configuration folder: files are made from the settings and live in Docker volumes"),
  RESTART_POLICY: ignored("every service restarts unless it is stopped"),
  JITSI_IMAGE_VERSION: ignored("images are built here; images.versions names the packages in them"),
  JITSI_IMAGE_REPO: ignored("images are built here; images.versions names the packages in them"),
  FORCE_REBUILD: ignored("images are rebuilt when something in them changes"),
  JVB_AUTH_USER: fixed("jvb", "the bridges' account is always jvb"),
  JVB_BREWERY_MUC: fixed("jvbbrewery", "the bridges' room is always jvbbrewery"),
  JICOFO_AUTH_USER: fixed("focus", "jicofo's account is always focus, upstream since 2023, too"),
  JICOFO_COMPONENT_SECRET: ignored("read by nothing upstream since 2021"),
  JICOFO_ENABLE_HEALTH_CHECKS: ignored("health checks are always on"),
  JVB_COLIBRI_PORT: ignored("the bridge's control port is never published"),
  COLIBRI_REST_ENABLED: ignored("the bridge's control interface is on, inside its container only"),
  JVB_ENABLE_APIS: ignored("the bridge's control interface is on, inside its container only"),
  XMPP_SERVER: ignored("services find Prosody by the name that the stack gives it"),
  XMPP_BOSH_URL_BASE: ignored("the web server finds Prosody by the name that the stack gives it"),
  XMPP_PORT: fixed("5222", "Prosody is only reached inside the stack, on its usual port"),
  ENABLE_SCTP: ignored(gone),
  ENABLE_COLIBRI_WEBSOCKET: ignored(gone),
  ENABLE_COLIBRI_WEBSOCKET_UNSAFE_REGEX: ignored(gone),
  COLIBRI_WEBSOCKET_REGEX: ignored(gone),
  COLIBRI_WEBSOCKET_PORT: ignored(gone),
  COLIBRI_WEBSOCKET_JVB_LOOKUP_NAME: ignored(gone),
  DISABLE_COLIBRI_WEBSOCKET_JVB_LOOKUP: ignored(gone),
  JVB_WS_DOMAIN: ignored(gone),
  JVB_WS_SERVER_ID: ignored(gone),
  JVB_WS_TLS: ignored(gone),
  JVB_TCP_HARVESTER_DISABLED: ignored(noTcp),
  JVB_TCP_PORT: ignored(noTcp),
  JVB_TCP_MAPPED_PORT: ignored(noTcp),
};

/** Every variable that is answered by more than the setting that names it. */
export function variableRules(): Readonly<Record<string, VariableRule>> {
  return { ...unsupportedRules(), ...withoutMeaningHere, ...addressRules, ...accessRules };
}
