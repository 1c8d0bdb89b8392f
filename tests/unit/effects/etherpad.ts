import { passesOn } from "./http.ts";
import type { EffectRow } from "./row.ts";

const url = "http://pad.example.org:9001/base";
const external = { mode: "external" };
const location = passesOn("^~ /etherpad/", {
  ".set": ["$etherpad http://pad.example.org:9001"],
  ".rewrite": ['"^/etherpad/(.*)$" /base/$1 break'],
  ".proxy_pass": ["$etherpad"],
  ".proxy_redirect": ["/base/ /etherpad/"],
  ".add_header": ["X-Content-Type-Options nosniff always", "Referrer-Policy strict-origin-when-cross-origin always"],
});
const below = "https://localhost:8443/etherpad/p/";

export const rows: readonly EffectRow[] = [
  {
    path: "etherpad.mode",
    value: "external",
    given: { etherpad: { url } },
    changes: { "web/nginx.conf": location, "web/config.js": { etherpad_base: [undefined, below] } },
  },
  {
    path: "etherpad.url",
    value: url,
    given: { etherpad: external },
    changes: { "web/nginx.conf": location, "web/config.js": { etherpad_base: [undefined, below] } },
  },
  {
    path: "etherpad.publicUrl",
    value: "https://pad.example.org/p/",
    given: { etherpad: external },
    changes: { "web/config.js": { etherpad_base: [undefined, "https://pad.example.org/p/"] } },
  },
  {
    path: "etherpad.openOnJoin",
    value: true,
    given: { etherpad: { ...external, url } },
    changes: { "web/config.js": { openSharedDocumentOnJoin: [undefined, true] } },
  },
];
