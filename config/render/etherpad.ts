import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import type { Files } from "./files.ts";

/** Where Etherpad keeps what must outlive its container. */
export const etherpadData = "/data";

/** Etherpad's files. It reads them at start. */
export function renderEtherpad(settings: Settings): Files {
  return { "settings.json": settingsJson(etherpadSettings(settings)) };
}

/**
 * The file that Etherpad takes over its settings: what is secret in them. Read from there, a password is in no environment, and
 * one that looks like a number stays a text.
 */
export function etherpadCredentials(password: string): string {
  return settingsJson({ dbSettings: { password } });
}

type Value = string | number | boolean | { readonly [key: string]: Value };

function etherpadSettings({ etherpad }: Settings): Value {
  return {
    title: etherpad.title,
    skinName: etherpad.skin,
    skinVariants: etherpad.skinVariants,
    defaultPadText: etherpad.defaultText,
    ip: "0.0.0.0",
    port: internalPorts.etherpadHttp,
    ...database(etherpad.database),
    // Its warnings would be part of every new document.
    suppressErrorsInPadText: true,
    // Only nginx reaches it, which says who asks and that they came by HTTPS.
    trustProxy: true,
    disableIPlogging: true,
    // Asked for news of versions at each start. The real one is out of reach, and looking for it takes long.
    updateServer: `http://127.0.0.1:${String(internalPorts.etherpadHttp)}`,
    // The next level names every document that is opened.
    loglevel: "WARN",
    // Without an account nobody gets into the administrators' pages.
    users: {},
    showSettingsInAdminPage: false,
  };
}

function database({ type, host, port, name, user }: Settings["etherpad"]["database"]): Record<string, Value> {
  if (type === "file") {
    return { dbType: "dirty", dbSettings: { filename: `${etherpadData}/dirty.db` } };
  }
  return {
    dbType: type,
    dbSettings: {
      host: host ?? "",
      port: port ?? (type === "postgres" ? 5432 : 3306),
      database: name,
      user,
      // Else MySQL keeps no letters beyond the basic ones.
      ...(type === "mysql" ? { charset: "utf8mb4" } : {}),
    },
  };
}

/**
 * JSON as Etherpad reads it. It removes comments first, and the commas before a bracket, by patterns that do not know texts from
 * structure: in texts, what could be either is escaped. A text as a whole may also name an environment variable, `${NAME:default}`.
 */
function settingsJson(value: Value): string {
  return `${written(value, "")}\n`;
}

function written(value: Value, indent: string): string {
  if (typeof value === "string") {
    return `"${literal(value).replace(/[^\p{L}\p{N} .,:;!?()='&<>@%+$_-]/gu, escaped)}"`;
  }
  if (typeof value !== "object") {
    return String(value);
  }
  const deeper = `${indent}  `;
  const members = Object.entries(value).map(([key, member]) => `${deeper}"${key}": ${written(member, deeper)}`);
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

/** A text that has the form of a variable is the default value of one that nobody sets. */
function literal(text: string): string {
  return /^\$\{[^]*\}$/.test(text) ? `\${NO_VARIABLE:${text}}` : text;
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}
