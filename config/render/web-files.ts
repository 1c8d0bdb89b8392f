import type { Settings } from "../settings/index.ts";
import type { Files } from "./files.ts";
import { hasInterfaceConfig, renderInterfaceConfig } from "./interface-config.ts";

/** Where the page includes each piece of HTML from. */
const fragmentUrls: Readonly<Record<keyof Settings["web"]["html"], string>> = {
  head: "/head.html",
  pluginHead: "/plugin.head.html",
  title: "/title.html",
  fonts: "/fonts.html",
  body: "/body.html",
  welcomeContent: "/static/welcomePageAdditionalContent.html",
  welcomeCard: "/static/welcomePageAdditionalCard.html",
  welcomeToolbar: "/static/settingsToolbarAdditionalContent.html",
};

/** Pieces of HTML that are not the package's own: path in the URL -> file in /config. */
export function htmlFragments(settings: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(fragments(settings).map(([url, file]) => [url, file]));
}

/** Where the web server hands out telephony.dialIn.numbers. */
export const dialInPath = "/dial-in-numbers.json";

/** Its file in /config. */
export const dialInFile = "dial-in-numbers.json";

function dialInFiles({ telephony: { dialIn } }: Settings): Files {
  return dialIn.numbers === undefined ? {} : { [dialInFile]: `${JSON.stringify(dialIn.numbers, undefined, 2)}\n` };
}

/** The page's files besides config.js. Only those that differ from the package's own. */
export function pageFiles(settings: Settings): Files {
  return {
    ...(hasInterfaceConfig(settings) ? { "interface_config.js": renderInterfaceConfig(settings) } : {}),
    ...Object.fromEntries(fragments(settings).map(([, file, text]) => [file, text])),
    ...dialInFiles(settings),
  };
}

type Fragment = readonly [url: string, file: string, text: string];

function fragments({ web }: Settings): readonly Fragment[] {
  const all = { title: titleHtml(web), ...web.html };
  return Object.entries(fragmentUrls).flatMap(([name, url]): Fragment[] => {
    const text = all[name as keyof typeof all];
    return text === undefined ? [] : [[url, `html_${url.replace(/^.*\//, "")}`, `${text}\n`]];
  });
}

/** The page's title.html with a title of its own: besides it the icon, and what links to meetings show. */
function titleHtml({ branding }: Settings["web"]): string | undefined {
  if (branding.title === undefined) {
    return undefined;
  }
  const title = escapeHtml(branding.title);
  return [
    `<title>${title}</title>`,
    `<meta property="og:title" content="${title}">`,
    '<link rel="icon" href="images/favicon.svg?v=1">',
  ].join("\n");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
