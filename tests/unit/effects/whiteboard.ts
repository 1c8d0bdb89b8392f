import { passesOn } from "./http.ts";
import type { EffectRow } from "./row.ts";

const url = "http://board.example.org";
const external = { mode: "external" };
const location = passesOn("= /socket.io/", {
  ".set": ["$whiteboard http://board.example.org"],
  ".proxy_pass": ['"$whiteboard/socket.io/$is_args$args"'],
});
const builtin = { whiteboard: { mode: "builtin" } };
const here = {
  "whiteboard.enabled": [undefined, true],
  "whiteboard.collabServerBaseUrl": [undefined, "https://localhost:8443"],
} as const;

export const rows: readonly EffectRow[] = [
  {
    path: "whiteboard.mode",
    value: "external",
    given: { whiteboard: { url } },
    changes: { "web/nginx.conf": location, "web/config.js": here },
  },
  {
    path: "whiteboard.url",
    value: url,
    given: { whiteboard: external },
    changes: { "web/nginx.conf": location, "web/config.js": here },
  },
  {
    path: "whiteboard.publicUrl",
    value: "https://board.example.org",
    given: { whiteboard: external },
    changes: {
      "web/config.js": {
        "whiteboard.enabled": [undefined, true],
        "whiteboard.collabServerBaseUrl": [undefined, "https://board.example.org"],
      },
    },
  },
  {
    path: "whiteboard.userLimit",
    value: 40,
    given: { whiteboard: { ...external, url } },
    changes: { "web/config.js": { "whiteboard.userLimit": [undefined, 40] } },
    effects: ["reload web"],
  },
  {
    path: "whiteboard.limitUrl",
    value: "https://www.example.org/limits",
    given: { whiteboard: { ...external, url } },
    changes: { "web/config.js": { "whiteboard.limitUrl": [undefined, "https://www.example.org/limits"] } },
  },
  {
    path: "whiteboard.storageUrl",
    value: "https://pictures.example.org",
    given: { whiteboard: { ...external, url } },
    changes: { "web/config.js": { "whiteboard.storageBackendUrl": [undefined, "https://pictures.example.org"] } },
  },
  {
    path: "whiteboard.image",
    value: "registry.example.org/board:1",
    given: builtin,
    resources: {
      "whiteboard-image": {
        "environment.IMAGE": ["jitsi/excalidraw-backend:2026.3.0", "registry.example.org/board:1"],
      },
      "whiteboard-container": {
        image: ["id of jitsi/excalidraw-backend:2026.3.0", "id of registry.example.org/board:1"],
      },
    },
  },
  {
    path: "whiteboard.memory",
    value: 512,
    given: builtin,
    resources: { "whiteboard-container": { memory: [256, 512], memorySwap: [256, 512] } },
  },
];
