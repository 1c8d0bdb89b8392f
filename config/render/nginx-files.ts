import { dirname } from "node:path";
import type { Settings } from "../settings/index.ts";
import { type Node, block, directive, verbatim } from "../write/nginx.ts";
import { hasInterfaceConfig } from "./interface-config.ts";
import { configFolder, transcriptsFolder } from "./names.ts";
import { header, securityHeaders } from "./nginx-headers.ts";
import { dialInFile, dialInPath, htmlFragments } from "./web-files.ts";

/** The locations of files: those of the web app, and those that are rendered. */

const appFolder = "/usr/share/jitsi-meet";

function location(match: string, children: readonly Node[]): Node {
  return block("location", match.split(" ").map(verbatim), children);
}

/** Files with a fixed name. Browsers ask each time whether they changed. */
export function fixedFiles(settings: Settings): readonly Node[] {
  return [
    location("= /config.js", [
      directive("alias", `${configFolder}/config.js`),
      directive("ssi_types", "application/javascript"),
      ...notKept(settings),
    ]),
    ...interfaceConfig(settings),
    location("= /external_api.js", [directive("alias", `${appFolder}/libs/external_api.min.js`), ...notKept(settings)]),
    ...fragments(settings),
    ...dialInNumbers(settings),
    ...wellKnownLocations(settings),
    ...transcripts(settings),
  ];
}

/** The package's file alone, or with the stack's statements behind it: an include puts the two together. */
function interfaceConfig(settings: Settings): readonly Node[] {
  if (!hasInterfaceConfig(settings)) {
    return [location("= /interface_config.js", notKept(settings))];
  }
  const parts = { package: `${appFolder}/interface_config.js`, stack: `${configFolder}/interface_config.js` };
  const includes = Object.keys(parts).map((part) => `<!--# include virtual="${interfaceConfigPart(part)}" -->\n`);
  return [
    location("= /interface_config.js", [
      directive("ssi_types", "application/javascript"),
      ...notKept(settings),
      directive("return", 200, includes.join("")),
    ]),
    ...Object.entries(parts).map(([part, file]) =>
      location(`= ${interfaceConfigPart(part)}`, [
        directive("internal"),
        directive("ssi", "off"),
        directive("alias", file),
      ]),
    ),
  ];
}

function interfaceConfigPart(name: string): string {
  return `/_interface_config/${name}.js`;
}

/** Transcripts, for whoever knows the address: its folder's name is hard to guess, and nothing lists the folders. */
function transcripts(settings: Settings): readonly Node[] {
  const { enabled, serve } = settings.transcription;
  return enabled && serve
    ? [
        location("^~ /transcripts/", [
          directive("root", dirname(transcriptsFolder)),
          directive("try_files", verbatim("$uri"), "=404"),
          directive("ssi", "off"),
          header("X-Robots-Tag", "noindex"),
          header("Cache-Control", "no-store"),
          ...securityHeaders(settings),
        ]),
      ]
    : [];
}

/** Pieces of HTML in the place of the package's own. */
function fragments(settings: Settings): readonly Node[] {
  return Object.entries(htmlFragments(settings)).map(([path, file]) =>
    location(`= ${path}`, [
      directive("ssi", "off"),
      directive("alias", `${configFolder}/${file}`),
      ...notKept(settings),
    ]),
  );
}

/** The page asks for it with the room's name behind it. */
function dialInNumbers(settings: Settings): readonly Node[] {
  return settings.telephony.dialIn.numbers === undefined
    ? []
    : [
        location(`= ${dialInPath}`, [
          directive("ssi", "off"),
          directive("alias", `${configFolder}/${dialInFile}`),
          ...notKept(settings),
        ]),
      ];
}

function notKept(settings: Settings): readonly Node[] {
  return [header("Cache-Control", "no-cache"), ...securityHeaders(settings)];
}

/** Static files of the web app. A build number in the address makes them lasting. */
export function staticFiles(settings: Settings): Node {
  const folders = "libs|css|static|images|fonts|lang|sounds|connection_optimization|[.]well-known";
  return location(`~ ^/(${folders})/`, [
    directive("expires", verbatim("$static_expires")),
    header("Access-Control-Allow-Origin", settings.http.corsOrigin),
    ...securityHeaders(settings),
  ]);
}

/** Name of the rendered file behind a name of http.wellKnown. No name has an underscore, so that no two meet. */
function wellKnownFile(name: string): string {
  return `well-known_${name.replace("/", "_")}`;
}

/** The rendered files of http.wellKnown: file name -> text. */
export function wellKnownFiles({ http }: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(http.wellKnown).map(([name, text]) => [wellKnownFile(name), text]));
}

function wellKnownLocations(settings: Settings): readonly Node[] {
  return Object.keys(settings.http.wellKnown).map((name) =>
    location(`= /.well-known/${name}`, [
      directive("alias", `${configFolder}/${wellKnownFile(name)}`),
      // The name tells no type. Apple asks for this one.
      block("types", [], []),
      directive("default_type", "application/json"),
      directive("ssi", "off"),
      header("Access-Control-Allow-Origin", "*"),
      ...notKept(settings),
    ]),
  );
}
