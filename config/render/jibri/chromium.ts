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
    ...(isLocal(settings) ? [localAddress(settings)] : []),
  ];
  return [...new Set(flags)];
}

/** This machine's name means the container itself there: the browser is led to the web server's container. */
function localAddress(settings: Settings): string {
  const { host, protocol } = new URL(publicUrl(settings));
  const port = protocol === "https:" ? internalPorts.webHttps : internalPorts.webHttp;
  return `--host-resolver-rules=MAP ${host} ${webHost}:${String(port)}`;
}
