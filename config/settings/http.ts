import { z } from "zod";
import { group, setting } from "./setting.ts";
import { ipAddress, port } from "./types.ts";

export const http = group({
  port: setting(port.default(8000), {
    doc: "Port of the host that serves HTTP.",
    env: ["HTTP_PORT"],
    effect: ["restart web"],
  }),
  listenAddress: setting(ipAddress.optional(), {
    doc: "Address of the host that the web ports and the bridge's media port are published on.",
    derivedDefault: "127.0.0.1 while the public URL is on this machine (localhost), else 0.0.0.0",
    effect: ["restart web", "restart jvb"],
  }),
  redirect: setting(z.boolean().default(false), {
    doc: "Answer HTTP with a redirect to the public URL. Needs HTTPS, here or in the proxy in front.",
    env: ["ENABLE_HTTP_REDIRECT"],
    effect: ["reload web"],
  }),
});
