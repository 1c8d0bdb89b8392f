import type { Settings } from "../settings/index.ts";
import { type Node, block, directive, verbatim } from "../write/nginx.ts";
import { fixedFiles, staticFiles } from "./nginx-files.ts";
import { otherPrograms, xmppLocations } from "./nginx-proxies.ts";

/** The locations of the site, in the order in which nginx tries the regular expressions among them. */
export function locations(settings: Settings): readonly Node[] {
  return [
    { comment: "Files with a fixed name" },
    ...fixedFiles(settings),
    { comment: "XMPP, on Prosody. Nothing else of Prosody can be reached." },
    ...xmppLocations(settings),
    { comment: "Programs that the page shows or tells something, where the settings name them" },
    ...otherPrograms(settings),
    { comment: "Static files. They come before rooms and tenants, whose names could be any." },
    staticFiles(settings),
    { comment: "A room: a name that is no file gets the page" },
    room,
    location("@page", [directive("rewrite", verbatim("^"), "/", "break")]),
    ...(settings.rooms.tenants ? withTenants : withoutTenants),
  ];
}

function location(match: string, children: readonly Node[]): Node {
  return block("location", match.split(" ").map(verbatim), children);
}

/**
 * What a room's or tenant's name is made of. Tenants go into a request to Prosody and into config.js, so that white space,
 * quotes, backslashes and angle brackets, which could end either, are excluded.
 */
const roomName = `[^/?&:'"]+`;
const tenantName = `[^/?&:'"<>\\\\#%\\x00-\\x20\\x7f]+`;

const room = location(`~ ^/${roomName}$`, [directive("try_files", verbatim("$uri"), "@page")]);

const withTenants: readonly Node[] = [
  { comment: "A tenant: the rest of the address, with the tenant's name known to config.js and Prosody" },
  location(`~ ^/(?<tenant>${tenantName})/(?<rest>.*)$`, [
    directive("set", verbatim("$subdir"), verbatim("$tenant/")),
    directive("set", verbatim("$subdomain"), verbatim("$tenant.")),
    directive("set", verbatim("$prefix"), verbatim("$tenant")),
    directive("rewrite", verbatim("^"), verbatim("/$rest"), "last"),
  ]),
];

const withoutTenants: readonly Node[] = [
  { comment: "No tenants: there is nothing below a name" },
  location("~ ^/[^/]+/", [directive("return", 404)]),
];
