import { passesOn } from "./http.ts";
import type { Change, EffectRow } from "./row.ts";

const url = "http://pad.example.org:9001/base";
const external = { mode: "external" };
const location = passesOn("^~ /etherpad/", {
  ".set": ["$etherpad http://pad.example.org:9001"],
  ".rewrite": ['"^/etherpad/(.*)$" /base/$1 break'],
  ".proxy_pass": ["$etherpad"],
  ".proxy_redirect": ["/base/ /etherpad/"],
  ".add_header": ["X-Content-Type-Options nosniff always", "Referrer-Policy strict-origin-when-cross-origin always"],
});
const builtin = { etherpad: { mode: "builtin" } };
const below = "https://localhost:8443/etherpad/p/";

const postgres = { type: "postgres" };

/** A setting that Etherpad itself reads. */
function inSettings(path: string, value: unknown, keys: Record<string, Change>, database = {}): readonly EffectRow[] {
  return [
    { path, value, given: { etherpad: { mode: "builtin", database } }, changes: { "etherpad/settings.json": keys } },
  ];
}

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
  {
    path: "etherpad.image",
    value: "registry.example.org/etherpad:2.1.0",
    given: builtin,
    resources: {
      "etherpad-image": {
        "environment.IMAGE": ["etherpad/etherpad:2.0.3", "registry.example.org/etherpad:2.1.0"],
      },
      "etherpad-container": {
        image: ["id of etherpad/etherpad:2.0.3", "id of registry.example.org/etherpad:2.1.0"],
      },
    },
  },
  {
    path: "etherpad.memory",
    value: 1024,
    given: builtin,
    resources: { "etherpad-container": { memory: [512, 1024], memorySwap: [512, 1024] } },
  },
  ...inSettings("etherpad.title", "Notes {x}", { title: ["Etherpad", "Notes {x}"] }),
  ...inSettings("etherpad.defaultText", "Agenda\n* ${a}", { defaultPadText: ["", "Agenda\n* ${a}"] }),
  ...inSettings("etherpad.skin", "no-skin", { skinName: ["colibris", "no-skin"] }),
  ...inSettings("etherpad.skinVariants", "dark-editor", {
    skinVariants: ["super-light-toolbar super-light-editor light-background full-width-editor", "dark-editor"],
  }),
  ...inSettings(
    "etherpad.database.type",
    "postgres",
    {
      dbType: ["dirty", "postgres"],
      "dbSettings.filename": ["/data/dirty.db", undefined],
      "dbSettings.host": [undefined, "db.example.org"],
      "dbSettings.port": [undefined, 5432],
      "dbSettings.database": [undefined, "etherpad"],
      "dbSettings.user": [undefined, "etherpad"],
    },
    { host: "db.example.org" },
  ),
  ...inSettings("etherpad.database.host", "db.example.org", { "dbSettings.host": ["", "db.example.org"] }, postgres),
  ...inSettings("etherpad.database.port", 6432, { "dbSettings.port": [5432, 6432] }, postgres),
  ...inSettings("etherpad.database.name", "pads", { "dbSettings.database": ["etherpad", "pads"] }, postgres),
  ...inSettings("etherpad.database.user", "pad", { "dbSettings.user": ["etherpad", "pad"] }, postgres),
];
