import { cipherList } from "../settings/auth/values.ts";
import { toBoolean, toList } from "../suggest.ts";
import type { EnvValues, VariableRule, VariableRules, Verdict } from "./answer.ts";
import { timeSpan } from "./values.ts";
import {
  bySwitch,
  fixed,
  ignore,
  ignored,
  isOn,
  noted,
  notedUnless,
  refuse,
  translate,
  translated,
} from "./verdicts.ts";

/** The ways to log in that docker-jitsi-meet knows. */
const types = ["internal", "ldap", "jwt", "matrix", "hybrid_matrix_token"];

/** How people log in. Undefined: they do not. */
function typeOf(file: EnvValues): string | undefined {
  return isOn(file, "ENABLE_AUTH") ? (file.get("AUTH_TYPE") ?? "internal") : undefined;
}

const together = "AUTH_TYPE and ENABLE_AUTH are one setting here, for all services";

function decideEnableAuth(value: string, file: EnvValues): Verdict {
  const type = file.get("AUTH_TYPE") ?? "internal";
  const unknown = `docker-jitsi-meet knows no AUTH_TYPE ${type}, and takes the accounts of Prosody instead`;
  return bySwitch(value, (on) =>
    types.includes(type) || !on
      ? translate("auth.type", on ? type : "none", together)
      : translate("auth.type", "internal", unknown),
  );
}

function decideAuthType(value: string, file: EnvValues): Verdict {
  if (!isOn(file, "ENABLE_AUTH")) {
    return ignore("ENABLE_AUTH is not on");
  }
  return types.includes(value) ? translate("auth.type", value, together) : refuse(`must be one of ${types.join(", ")}`);
}

const forAll = "auth.type speaks for all services";

/** A variable of one service. It must say what the common one says: here one setting speaks for all. */
function sameAs(common: string, isSame: (value: string, file: EnvValues) => boolean): VariableRule {
  return ignored(forAll, (value, file) => {
    if (!isOn(file, "ENABLE_AUTH") && common === "AUTH_TYPE") {
      return ignore("ENABLE_AUTH is not on");
    }
    return isSame(value, file) ? ignore(forAll) : refuse(`differs from ${common}, but ${forAll}`);
  });
}

/** jicofo knows two ways: tokens, and whatever XMPP's server does. */
function jicofosType(value: string, file: EnvValues): boolean {
  return (value.toLowerCase() === "jwt") === (typeOf(file) === "jwt");
}

/** With tokens jicofo asks nobody to log in, whatever the variable says. */
function jicofoAsks(value: string, file: EnvValues): boolean {
  const type = typeOf(file);
  const byToken = type !== undefined && !["internal", "ldap"].includes(type);
  return byToken || toBoolean(value) === (type !== undefined);
}

const access: VariableRules = {
  ENABLE_AUTH: translated(["auth.type"], together, decideEnableAuth),
  AUTH_TYPE: translated(["auth.type"], together, decideAuthType),
  PROSODY_AUTH_TYPE: sameAs("AUTH_TYPE", (value, file) => value === typeOf(file)),
  JICOFO_AUTH_TYPE: sameAs("AUTH_TYPE", jicofosType),
  JICOFO_ENABLE_AUTH: sameAs("ENABLE_AUTH", jicofoAsks),
  JICOFO_AUTH_LIFETIME: timeSpan("auth.sessionLifetime"),
  PROSODY_GUEST_AUTH_TYPE: fixed("jitsi-anonymous", "guests never log in"),
  ENABLE_GUESTS: notedUnless(
    "Guests are only told from others where people log in",
    (file) => !isOn(file, "ENABLE_AUTH"),
    "ENABLE_AUTH is not on: everybody may enter anyway",
  ),
};

/** A variable that docker-jitsi-meet reads with some ways to log in only. Otherwise it is ignored, as there. */
function readBy(readers: readonly string[], rule: VariableRule): VariableRule {
  return {
    ...rule,
    decide: (value, file) => {
      const type = typeOf(file);
      if (type === undefined) {
        return ignore("ENABLE_AUTH is not on");
      }
      if (!readers.includes(type)) {
        return ignore(`only read with AUTH_TYPE ${readers.join(" or ")}, and it is ${type}`);
      }
      return rule.decide?.(value, file);
    },
  };
}

function readByAll(readers: readonly string[], rules: VariableRules): VariableRules {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, readBy(readers, rule)]));
}

function ldapServers(text: string): Verdict | undefined {
  const [url, ...fallbackUrls] = text.trim().split(/\s+/);
  return fallbackUrls.length === 0
    ? undefined
    : translate("auth.ldap.url", url, "the first is auth.ldap.url, the others are asked when it does not answer", {
        "auth.ldap.fallbackUrls": fallbackUrls,
      });
}

const byAddress =
  "TLS is spoken where the address is ldaps://, or LDAP_START_TLS is on: so it is in docker-jitsi-meet, too";

function ldapTls(value: string, file: EnvValues): Verdict {
  const plain = (file.get("LDAP_URL") ?? "").split(/\s+/).some((url) => url.toLowerCase().startsWith("ldap://"));
  return toBoolean(value) === true && plain && !isOn(file, "LDAP_START_TLS")
    ? refuse(`switches no TLS on: LDAP_URL is ldap://, and passwords travel unencrypted. Set auth.ldap.startTls`)
    : ignore(byAddress);
}

/** Paths of docker-jitsi-meet's containers: what is usually there is the system's own authorities. */
function authoritiesAt(...usual: readonly string[]): VariableRule {
  const reason = "the system's public authorities are asked unless auth.ldap.ca names others";
  return ignored(reason, (path) =>
    usual.includes(path.replace(/\/+$/, ""))
      ? ignore(reason)
      : refuse("names a file that is not in the image here: put the PEM text into auth.ldap.ca"),
  );
}

function ldapCiphers(text: string): Verdict | undefined {
  return cipherList.safeParse(text).success
    ? undefined
    : refuse(
        "is no list that OpenSSL knows. SECURE256 and the like are words of GnuTLS, which older releases used. " +
          "Leave it out, or set auth.ldap.ciphers to HIGH:!aNULL",
      );
}

const ldap = readByAll(["ldap"], {
  LDAP_URL: noted("Several addresses are auth.ldap.url and auth.ldap.fallbackUrls", ldapServers, [
    "auth.ldap.fallbackUrls",
  ]),
  LDAP_BASE: { reason: "Only read with AUTH_TYPE ldap" },
  LDAP_BINDDN: { reason: "Only read with AUTH_TYPE ldap" },
  LDAP_BINDPW: notedUnless(
    "Only read with LDAP_BINDDN",
    (file) => !file.has("LDAP_BINDDN"),
    "LDAP_BINDDN names no account to it",
  ),
  LDAP_FILTER: { reason: "Only read with AUTH_TYPE ldap" },
  LDAP_AUTH_METHOD: { reason: "Only read with AUTH_TYPE ldap" },
  LDAP_VERSION: { reason: "Only read with AUTH_TYPE ldap" },
  LDAP_START_TLS: { reason: "Only read with AUTH_TYPE ldap" },
  LDAP_USE_TLS: ignored(byAddress, ldapTls),
  LDAP_TLS_CHECK_PEER: {
    reason: "Certificates are checked unless it is 0; docker-jitsi-meet checks none unless it is 1",
  },
  LDAP_TLS_CACERT_FILE: authoritiesAt("/etc/ssl/certs/ca-certificates.crt"),
  LDAP_TLS_CACERT_DIR: authoritiesAt("/etc/ssl/certs"),
  LDAP_TLS_CIPHERS: noted("As OpenSSL writes them", ldapCiphers),
});

/** With hybrid_matrix_token docker-jitsi-meet hands on the shared secret, and nothing of public keys. */
function besideSecret(_: string, file: EnvValues): Verdict | undefined {
  return typeOf(file) === "hybrid_matrix_token" && file.has("JWT_APP_SECRET")
    ? ignore("docker-jitsi-meet does not hand it on with AUTH_TYPE hybrid_matrix_token: the secret counts")
    : undefined;
}

function decideSecret(text: string, file: EnvValues): Verdict | undefined {
  if (["0", "f", "false"].includes(text.toLowerCase())) {
    return ignore(`docker-jitsi-meet takes ${text} for no secret`);
  }
  return file.has("JWT_ASAP_KEYSERVER") && typeOf(file) === "jwt"
    ? ignore("verifies nothing: with JWT_ASAP_KEYSERVER, tokens are verified with public keys only")
    : undefined;
}

function moderatorIssuers(text: string, file: EnvValues): Verdict {
  return toList(file.get("XMPP_MUC_MODULES") ?? "").includes("muc_allowners")
    ? translate(
        "auth.jwt.moderatorIssuers",
        toList(text),
        "they count in auth.jwt.moderatedRooms and moderatedTenants; elsewhere everybody is a moderator",
        { "auth.jwt.moderators": "everybody" },
      )
    : ignore("only muc_allowners reads it, which docker-jitsi-meet loads with XMPP_MUC_MODULES only");
}

const tokens = readByAll(["jwt", "hybrid_matrix_token"], {
  JWT_APP_ID: { reason: "Only read with tokens" },
  JWT_APP_SECRET: noted("Only read where no public keys are", decideSecret),
  JWT_ASAP_KEYSERVER: noted("Only read with AUTH_TYPE jwt", besideSecret),
  JWT_SIGN_TYPE: noted("Only read with AUTH_TYPE jwt", besideSecret),
  JWT_ACCEPTED_ISSUERS: { reason: "Only read with tokens" },
  JWT_ACCEPTED_AUDIENCES: { reason: "Only read with tokens" },
  JWT_ALLOW_EMPTY: { reason: "Only read with tokens" },
  JWT_ENABLE_DOMAIN_VERIFICATION: { reason: "Only read with tokens" },
  JWT_ACCEPTED_ALLOWNER_ISSUERS: noted("Only read by muc_allowners", moderatorIssuers, ["auth.jwt.moderators"]),
  JWT_AUTH_TYPE: fixed("token", "tokens are verified by the module that auth.type chooses"),
  JWT_TOKEN_AUTH_MODULE: fixed("token_verification", "rooms are verified by the module that auth.type chooses"),
  TOKEN_AUTH_URL: { reason: "Only of use where people log in with tokens" },
});

const matrix = {
  ...readByAll(["matrix", "hybrid_matrix_token"], {
    MATRIX_UVS_URL: { reason: "Only read with Matrix" },
    MATRIX_UVS_ISSUER: { reason: "Only read with Matrix" },
    MATRIX_UVS_AUTH_TOKEN: { reason: "Only read with Matrix" },
    MATRIX_UVS_SYNC_POWER_LEVELS: { reason: "Only read with Matrix" },
  }),
  MATRIX_LOBBY_BYPASS: readBy(["hybrid_matrix_token"], { reason: "Only read with AUTH_TYPE hybrid_matrix_token" }),
};

/** The answers to variables of who may open and enter rooms. */
export const authVariables: VariableRules = { ...access, ...ldap, ...tokens, ...matrix };
