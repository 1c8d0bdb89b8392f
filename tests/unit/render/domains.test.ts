import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { renderAll } from "../../../config/render/index.ts";
import { schema } from "../../../config/settings/index.ts";
import { checkSettings } from "../../../config/parse.ts";

/** Everything on that names a domain. */
const everything = {
  general: { publicUrl: "https://meet.example.org" },
  auth: { type: "internal", guests: true, users: ["alice"] },
  recording: { enabled: true },
  telephony: { enabled: true },
  transcription: { enabled: true },
  rooms: { visitors: { enabled: true, nodes: [{ host: "v0.example.org" }] } },
};

type Names = Readonly<Record<"domain" | "authDomain" | "guestDomain" | "internalMucDomain" | "hiddenDomain", string>>;

/** All files as one text, with the domains of the main host's and of the others' own. */
function filesOf(names: Names, prefix: string): string {
  const xmpp = { ...names, mucDomain: `${prefix}.${names.domain}` };
  return JSON.stringify(renderAll(schema.parse({ ...everything, xmpp })), null, 1);
}

/** Names that stand nowhere else in a file, so that every place of theirs can be found. */
const placeholders: Names = {
  domain: "main.placeholder",
  authDomain: "auth.placeholder",
  guestDomain: "guest.placeholder",
  internalMucDomain: "brewery.placeholder",
  hiddenDomain: "hidden.placeholder",
};

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,12}[a-z0-9])?$/);
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
const names = fc
  .uniqueArray(name, { minLength: 5, maxLength: 5 })
  .map(([domain = "", authDomain = "", guestDomain = "", internalMucDomain = "", hiddenDomain = ""]): Names => ({
    domain,
    authDomain,
    guestDomain,
    internalMucDomain,
    hiddenDomain,
  }));

describe("every name of a domain", () => {
  const template = filesOf(placeholders, "rooms");

  test("stands where its setting puts it, in every file of every service, and nothing else follows from it", () => {
    fc.assert(
      fc.property(names, (chosen) => {
        const filled = (Object.keys(placeholders) as (keyof Names)[]).reduce(
          (text, key) => text.replaceAll(placeholders[key], chosen[key]),
          template,
        );
        expect(filesOf(chosen, "rooms")).toBe(filled);
      }),
      { numRuns: 50 },
    );
  });

  test("is nowhere what it would be without its setting", () => {
    expect(template.match(/(auth|guest|internal-muc|hidden|muc)\.main\.placeholder/g)).toBeNull();
  });

  test("is one that the services which need it know", () => {
    const services = Object.entries(
      renderAll(schema.parse({ ...everything, xmpp: { ...placeholders, mucDomain: "rooms.main.placeholder" } })),
    );
    const knowing = (text: string) =>
      services
        .filter(([, files]) => Object.values(files).some((file) => file.includes(text)))
        .map(([service]) => service)
        .sort();
    const all = services.map(([service]) => service);
    const java = all.filter((service) => !["web", "prosody"].includes(service)).sort();
    expect(knowing(placeholders.authDomain)).toEqual([...java, "prosody"].sort());
    expect(knowing(placeholders.internalMucDomain)).toEqual([...java, "prosody"].sort());
    expect(knowing(placeholders.domain)).toEqual(all.filter((service) => !service.startsWith("jvb")).sort());
    expect(knowing("rooms.main.placeholder")).toEqual(expect.arrayContaining(["jicofo", "prosody", "web"]));
    expect(knowing(placeholders.hiddenDomain)).toEqual(
      expect.arrayContaining(["jibri-1", "jicofo", "prosody", "transcriber", "web"]),
    );
    expect(knowing(placeholders.guestDomain)).toEqual(expect.arrayContaining(["prosody", "web"]));
  });

  test("is its default's where it follows from xmpp.domain", () => {
    const files = JSON.stringify(renderAll(schema.parse({ ...everything, xmpp: { domain: "chat.example.net" } })));
    expect(files.match(/[a-z0-9.-]*meet\.jitsi/g)).toBeNull();
  });

  test("is one that Prosody's plugins can take apart, or is refused", () => {
    const mucDomain = (value: string) =>
      checkSettings({ xmpp: { mucDomain: value } }, { withoutPackages: true }).problems.map(({ path }) => path);
    expect(mucDomain("conference.meet.jitsi")).toEqual([]);
    for (const wrong of ["muc-x.meet.jitsi", "a.b.meet.jitsi", "muc.example.org", "meet.jitsi"]) {
      expect(mucDomain(wrong)).toEqual(expect.arrayContaining(["xmpp.mucDomain"]));
    }
  });
});
