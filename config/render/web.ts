import type { Settings } from "../settings/index.ts";
import { nginx } from "../write/nginx.ts";
import { configJs } from "./config-js.ts";
import type { Files } from "./files.ts";
import { nginxTree } from "./nginx-conf.ts";
import { wellKnownFiles } from "./nginx-files.ts";
import { pageFiles } from "./web-files.ts";

/** The web container's files. A change of any of them is taken in by a reload. */
export function renderWeb(settings: Settings): Files {
  return {
    "nginx.conf": nginx(nginxTree(settings)),
    "config.js": configJs(settings),
    ...pageFiles(settings),
    ...wellKnownFiles(settings),
  };
}
