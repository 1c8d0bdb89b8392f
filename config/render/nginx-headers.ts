import { publicUrl } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import { type Node, block, directive, verbatim } from "../write/nginx.ts";

/**
 * Headers of every answer. nginx gives a location the headers of the server block only while it adds none itself, so locations
 * that add some repeat these.
 * @param ofThePage whether what is answered is the stack's own: the page's policy would break another program's pages.
 */
export function securityHeaders(settings: Settings, ofThePage = true): readonly Node[] {
  const hasPolicy = (ofThePage ? pagePolicy(settings) : framePolicy(settings)) !== "";
  return [
    header("X-Content-Type-Options", "nosniff"),
    // Room names are in the address.
    header("Referrer-Policy", "strict-origin-when-cross-origin"),
    ...(sendsHsts(settings) ? [directive("add_header", "Strict-Transport-Security", verbatim("$hsts"), "always")] : []),
    ...(hasPolicy
      ? [
          directive(
            "add_header",
            "Content-Security-Policy",
            verbatim(ofThePage ? "$page_policy" : "$frame_policy"),
            "always",
          ),
        ]
      : []),
    ...Object.entries(settings.http.headers).map(([name, value]) => header(name, value)),
  ];
}

/** One header of every answer, whatever its status. */
export function header(name: string, value: string): Node {
  return directive("add_header", name, value, "always");
}

/** Browsers must not hear it with a certificate that they do not trust. */
function sendsHsts({ tls }: Settings): boolean {
  return (tls.mode === "custom" || tls.mode === "acme") && tls.hsts;
}

/** Values of headers, which several locations repeat. */
export function headerMaps(settings: Settings): readonly Node[] {
  const { hstsMaxAge, hstsSubdomains } = settings.tls;
  const hsts = `max-age=${String(hstsMaxAge)}${hstsSubdomains ? "; includeSubDomains" : ""}`;
  return [
    // Browsers must not hear it over HTTP.
    ...(sendsHsts(settings)
      ? [block("map", [verbatim("$https"), verbatim("$hsts")], [directive("default", ""), directive("on", hsts)])]
      : []),
    ...constant("$page_policy", pagePolicy(settings)),
    ...constant("$frame_policy", framePolicy(settings)),
  ];
}

/** A variable that always has the same value. Empty: none is needed. */
function constant(variable: string, value: string): readonly Node[] {
  return value === "" ? [] : [block("map", ["", verbatim(variable)], [directive("default", value)])];
}

function pagePolicy(settings: Settings): string {
  const { contentSecurityPolicy: policy } = settings.http;
  const own = policy === "standard" ? standardPolicy(settings) : policy === "off" ? "" : policy.replace(/[\s;]+$/, "");
  return [own, framePolicy(settings)].filter((part) => part !== "").join("; ");
}

/** Who may show an answer in a frame. It is for other programs' pages, too. */
function framePolicy({ http: { frameAncestors } }: Settings): string {
  return frameAncestors === undefined ? "" : ["frame-ancestors", "'self'", ...frameAncestors].join(" ");
}

/**
 * What the page needs: scripts within the page itself, WebAssembly, workers from blobs, styles that scripts write, pictures that
 * people share, videos that they watch together, and the hosts that the settings name.
 */
function standardPolicy(settings: Settings): string {
  const own = publicUrl(settings);
  const hosts = [...new Set([...origins(settings.web), ...documentOrigins(settings)])]
    .filter((host) => host !== own)
    .sort();
  const sockets = [own, ...hosts].map((host) => host.replace(/^http/, "ws"));
  const directives: Readonly<Record<string, readonly string[]>> = {
    "default-src": ["'self'"],
    "base-uri": ["'self'"],
    "object-src": ["'none'"],
    "script-src": ["'self'", "'unsafe-inline'", "'wasm-unsafe-eval'", "blob:", "https://www.youtube.com", ...hosts],
    "style-src": ["'self'", "'unsafe-inline'", ...hosts],
    "img-src": ["'self'", "data:", "blob:", "https:"],
    "font-src": ["'self'", "data:", ...hosts],
    "media-src": ["'self'", "data:", "blob:", "https:"],
    "worker-src": ["'self'", "blob:"],
    "frame-src": ["'self'", "https://www.youtube.com", ...hosts],
    "connect-src": ["'self'", "data:", "blob:", ...hosts, ...sockets],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}

function documentOrigins({ etherpad, whiteboard }: Settings): string[] {
  return origins([
    ...(etherpad.mode === "external" ? [etherpad.publicUrl] : []),
    ...(whiteboard.mode === "external" ? [whiteboard.publicUrl] : []),
    ...(whiteboard.mode === "off" ? [] : [whiteboard.storageUrl]),
  ]);
}

/** Origins of all http(s) addresses in a value. */
function origins(value: unknown): string[] {
  if (typeof value === "string") {
    return /^https?:\/\/[^\s'";,]+$/.test(value) && URL.canParse(value) ? [new URL(value).origin] : [];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(origins) : [];
}
