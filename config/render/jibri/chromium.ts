import { isLocal, publicUrl } from "../../derived.ts";
import { internalPorts } from "../../ports.ts";
import type { Settings } from "../../settings/index.ts";

/** jibri's own. Named here, since the key replaces them all. */
const usual = [
  "--use-fake-ui-for-media-stream",
  "--start-maximized",
  "--kiosk",
  "--enabled",
  "--autoplay-policy=no-user-gesture-required",
];

/** The web server's name on the stack's network. */
const webHost = "web";

/** Flags of the recorder's browser. */
export function chromiumFlags(settings: Settings): readonly string[] {
  const { chromiumFlags: own, ignoreCertificateErrors: ignore } = settings.recording;
  const flags = [
    ...(own ?? usual),
    // In a container without privileges Chrome's own sandbox cannot be built.
    "--no-sandbox",
    ...((ignore ?? settings.tls.mode === "self-signed") ? ["--ignore-certificate-errors"] : []),
    ...(isLocal(settings) || settings.tls.mode !== "off" ? [shortWay(settings)] : []),
  ];
  return [...new Set(flags)];
}

/**
 * The browser is led to the web server's container: this machine's name would mean the recorder's own container, and a public
 * address can often not be reached from behind it. Only where a proxy in front has the certificate the page is the proxy's.
 */
function shortWay(settings: Settings): string {
  const { host, protocol } = new URL(publicUrl(settings));
  const port = protocol === "https:" ? internalPorts.webHttps : internalPorts.webHttp;
  return `--host-resolver-rules=MAP ${host} ${webHost}:${String(port)}`;
}
