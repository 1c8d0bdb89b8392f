import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { parse } from "nginx-conf";
import { nginxTree } from "../../../config/render/nginx-conf.ts";
import { schema } from "../../../config/settings/index.ts";
import { nginx } from "../../../config/write/nginx.ts";
import { checkNginx, removeFolder, temporaryFolder, workerUser } from "../write/real/nginx.ts";
import { makeCertificate } from "./site.ts";

// A few hundred files are parsed, and nginx is started for some.
jest.setTimeout(30_000);

/** Whatever text a setting of the web server takes: nginx.conf keeps the structure that it has with a harmless text. */

interface Node {
  readonly name: string;
  readonly children: Node[] | null;
}

type Skeleton = readonly (string | readonly [string, Skeleton])[];

/** Names of the directives, nested as they are. The variable that holds a dollar sign comes and goes with the values. */
function skeleton(nodes: readonly Node[]): Skeleton {
  return nodes
    .filter(({ name }) => name !== "geo")
    .map(({ name, children }) => (children === null ? name : [name, skeleton(children)]));
}

function structure(text: string): Skeleton {
  let tree: Node | undefined;
  parse(text, (error, parsed) => {
    if (error !== null) {
      throw error;
    }
    tree = parsed;
  });
  return skeleton(tree?.children ?? []);
}

interface Case {
  /** Settings with the text in them. */
  readonly settings: (text: string) => object;
  /** A text that is certainly harmless. */
  readonly harmless: string;
  /** Texts that look like what is wanted, so that some are taken. */
  readonly near: fc.Arbitrary<string>;
}

const printable = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) });
const nasty = fc.constantFrom("$", '"', "'", ";", "{", "}", "\\", "#", "${dollar}", "$host", '\\"', "<!--#", "\n");
const mixed = fc.array(fc.oneof(printable, nasty), { maxLength: 6 }).map((parts) => parts.join(""));
const url = fc.tuple(mixed, mixed).map(([host, path]) => `http://a${host}.example.org/${path}`);

const cases: Readonly<Record<string, Case>> = {
  "http.contentSecurityPolicy": {
    settings: (text) => ({ http: { contentSecurityPolicy: text } }),
    harmless: "default-src 'self'",
    near: mixed.map((text) => `default-src ${text}`),
  },
  "http.frameAncestors": {
    settings: (text) => ({ http: { frameAncestors: [text] } }),
    harmless: "https://a.example.org",
    near: mixed.map((text) => `https://a${text}`),
  },
  "http.corsOrigin": {
    settings: (text) => ({ http: { corsOrigin: text } }),
    harmless: "https://a.example.org",
    near: mixed.map((text) => `https://a${text}`),
  },
  "http.headers, a value": {
    settings: (text) => ({ http: { headers: { "X-Own": text } } }),
    harmless: "a",
    near: mixed,
  },
  "http.headers, a name": {
    settings: (text) => ({ http: { headers: { [text]: "a" } } }),
    harmless: "X-Own",
    near: mixed.map((text) => `X-${text}`),
  },
  "http.wellKnown, a name": {
    settings: (text) => ({ http: { wellKnown: { [text]: "{}" } } }),
    harmless: "a",
    near: mixed.map((text) => `a${text}`),
  },
  "http.wellKnown, a text": {
    settings: (text) => ({ http: { wellKnown: { a: text } } }),
    harmless: "{}",
    near: mixed.map((text) => JSON.stringify(text)),
  },
  "http.trustedProxies": {
    settings: (text) => ({ http: { trustedProxies: [text] } }),
    harmless: "10.0.0.0/8",
    near: fc.oneof(fc.ipV4(), fc.ipV6(), mixed),
  },
  "http.rtcstatsUrl": {
    settings: (text) => ({ http: { rtcstatsUrl: text } }),
    harmless: "http://a.example.org",
    near: url,
  },
  "etherpad.url": {
    settings: (text) => ({ etherpad: { mode: "external", url: text } }),
    harmless: "http://a.example.org",
    near: url,
  },
  "etherpad.publicUrl": {
    settings: (text) => ({
      etherpad: { mode: "external", publicUrl: text },
      http: { contentSecurityPolicy: "standard" },
    }),
    harmless: "https://a.example.org/p/",
    near: mixed.map((text) => `https://a${text}.example.org/p/`),
  },
  "whiteboard.url": {
    settings: (text) => ({ whiteboard: { mode: "external", url: text } }),
    harmless: "http://a.example.org",
    near: url,
  },
  "whiteboard.publicUrl": {
    settings: (text) => ({
      ...{ whiteboard: { mode: "external", publicUrl: text }, http: { contentSecurityPolicy: "standard" } },
    }),
    harmless: "https://a.example.org",
    near: mixed.map((text) => `https://a${text}`),
  },
  "general.publicUrl": {
    settings: (text) => ({ general: { publicUrl: text }, http: { redirect: true, contentSecurityPolicy: "standard" } }),
    harmless: "https://a.example.org",
    near: mixed.map((text) => `https://a${text}`),
  },
};

/** nginx.conf of a text that the schema takes. */
function rendered(settings: object): string | undefined {
  const parsed = schema.safeParse(settings);
  return parsed.success ? nginx(nginxTree(parsed.data)) : undefined;
}

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  makeCertificate(join(folder, "tls.crt"), join(folder, "tls.key"), ["localhost"]);
});
afterAll(() => removeFolder(folder));

/** Why the real nginx refuses a file; empty: it does not. Only what must exist on the machine is made the test's. */
async function refusal(text: string): Promise<string> {
  const file = join(folder, "nginx.conf");
  const here = text
    .replaceAll("/config/tls.crt", join(folder, "tls.crt"))
    .replaceAll("/config/ca.crt", join(folder, "tls.crt"))
    .replaceAll("/secrets/tls.key", join(folder, "tls.key"))
    .replaceAll(/(?<= )\/run\//g, `${folder}/`)
    .replace("/dev/stdout", join(folder, "access.log"))
    // Older releases spell it as a parameter of `listen`.
    .replace("http2 on;", "");
  await writeFile(file, workerUser + here);
  const { code, output } = checkNginx(file);
  return code === 0 ? "" : output;
}

/** Any text. The schema's library leaves a key of that one name out, so that it cannot be given at all. */
function texts(near: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(near, fc.string({ unit: "binary" })).filter((text) => text !== "__proto__");
}

describe.each(Object.entries(cases))("%s", (_, { settings, harmless, near }) => {
  test("changes no structure, and nginx takes what the schema takes", async () => {
    const wanted = structure(rendered(settings(harmless)) ?? "");
    const taken: string[] = [];
    fc.assert(
      fc.property(texts(near), (text) => {
        const conf = rendered(settings(text));
        if (conf !== undefined) {
          taken.push(conf);
          expect(structure(conf)).toEqual(wanted);
        }
      }),
      { numRuns: 200 },
    );
    for (const conf of [rendered(settings(harmless)) ?? "", ...new Set(taken)].slice(0, 8)) {
      expect(await refusal(conf)).toBe("");
    }
  });
});
