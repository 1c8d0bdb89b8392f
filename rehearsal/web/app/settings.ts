/** What the page takes from config.js: the same keys as the real app, the rest is ignored. */
export interface PageConfig {
  readonly hosts?: {
    readonly domain?: string;
    readonly muc?: string;
    readonly anonymousdomain?: string;
    readonly authdomain?: string;
    readonly focus?: string;
  };
  readonly bosh?: string;
  readonly websocket?: string;
  readonly prejoinConfig?: { readonly enabled?: boolean };
  readonly welcomePage?: { readonly disabled?: boolean };
  readonly requireDisplayName?: boolean;
  readonly hiddenDomain?: string;
  readonly defaultLanguage?: string;
  readonly etherpad_base?: string;
  readonly openSharedDocumentOnJoin?: boolean;
  readonly dialInNumbersUrl?: string;
  readonly dialInConfCodeUrl?: string;
  readonly analytics?: { readonly disabled?: boolean; readonly scriptURLs?: readonly string[] };
}

/** The page's settings, complete. */
export interface PageSettings {
  /** Main XMPP domain. */
  readonly domain: string;
  /** Domain of the conference rooms. */
  readonly muc: string;
  /** Domain that people without an account log in to. */
  readonly guestDomain: string;
  /** Domain that people with an account log in to. */
  readonly loginDomain: string;
  /** Address that conference requests go to. */
  readonly focus: string;
  /** URL of the WebSocket, or of BOSH where there is none. */
  readonly service: string;
  readonly prejoin: boolean;
  readonly welcomePage: boolean;
  readonly nameRequired: boolean;
  /** People of this domain (recorders) are not shown. */
  readonly hiddenDomain: string | undefined;
  readonly language: string;
  /** What the shared document's name is put behind. */
  readonly documents: string | undefined;
  readonly opensDocument: boolean;
  /** Addresses of the numbers to call, and of the codes to type then. Without one of them the page shows neither. */
  readonly dialIn: { readonly numbers: string; readonly codes: string } | undefined;
  /** Scripts that statistics are handed to. */
  readonly analyticsScripts: readonly string[];
  /** Name to enter with, from the URL. */
  readonly name: string | undefined;
  /** Whether a recorder looks at the page. */
  readonly recorder: boolean;
}

/** Keys of config.js that the URL may override, as in `/room#config.prejoinConfig.enabled=false`. */
const overridable = ["prejoinConfig.enabled", "requireDisplayName", "iAmRecorder"] as const;

/**
 * Reads config.js and the part of the URL after `#`.
 * @param config the global `config`, or undefined when config.js did not arrive in the page
 * @throws Error when config.js is missing or lacks what a connection needs
 */
export function readSettings(config: PageConfig | undefined, hash: string): PageSettings {
  if (config === undefined) {
    throw new Error("config.js is missing: the server did not include it in the page");
  }
  const { hosts = {}, bosh, websocket } = config;
  const service = websocket ?? bosh;
  if (!hosts.domain || !hosts.muc || !service) {
    throw new Error("config.js lacks hosts.domain, hosts.muc, or both of websocket and bosh");
  }
  const override = overrides(hash);
  const prejoin = override["config.prejoinConfig.enabled"] ?? config.prejoinConfig?.enabled ?? true;
  const name = override["userInfo.displayName"];
  return {
    domain: hosts.domain,
    muc: hosts.muc,
    guestDomain: hosts.anonymousdomain ?? hosts.domain,
    loginDomain: hosts.authdomain ?? hosts.domain,
    focus: hosts.focus ?? `focus.${hosts.domain}`,
    service,
    prejoin: prejoin !== false,
    welcomePage: config.welcomePage?.disabled !== true,
    nameRequired: (override["config.requireDisplayName"] ?? config.requireDisplayName) === true,
    hiddenDomain: config.hiddenDomain,
    language: config.defaultLanguage ?? "en",
    documents: config.etherpad_base,
    opensDocument: config.openSharedDocumentOnJoin === true,
    dialIn:
      config.dialInNumbersUrl && config.dialInConfCodeUrl
        ? { numbers: config.dialInNumbersUrl, codes: config.dialInConfCodeUrl }
        : undefined,
    analyticsScripts: config.analytics?.disabled === true ? [] : (config.analytics?.scriptURLs ?? []),
    name: typeof name === "string" ? name : undefined,
    recorder: override["config.iAmRecorder"] === true,
  };
}

function overrides(hash: string): Record<string, unknown> {
  const allowed = new Set<string>([...overridable.map((key) => `config.${key}`), "userInfo.displayName"]);
  const pairs = [...new URLSearchParams(hash.replace(/^#/, ""))].filter(([key]) => allowed.has(key));
  return Object.fromEntries(pairs.map(([key, value]) => [key, parse(value)]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
