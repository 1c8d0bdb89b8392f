import { renderAll } from "../../../../config/render/index.ts";
import { schema } from "../../../../config/settings/index.ts";
import { difference } from "../difference.ts";
import { FileParsers, type Flat } from "../flatten.ts";
import type { EffectRow } from "../row.ts";

/** Everything on that names a domain. */
const everything = {
  auth: { type: "internal", guests: true },
  recording: { enabled: true },
  telephony: { enabled: true },
  transcription: { enabled: true },
};

const rendered = renderAll(schema.parse(everything));
/** Environment variables that the files refer to. */
const variables = JSON.stringify(rendered).matchAll(/\$\{([A-Z_]+)\}/g);
const parsers = new FileParsers([...variables].map(([, name = ""]) => name));
const before = await parsers.all(rendered);
await parsers.stop();

/** Texts in place of others, everywhere in a value. */
function replaced(value: unknown, replacements: readonly (readonly [RegExp, string])[]): unknown {
  const text = replacements.reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(value));
  return JSON.parse(text) as unknown;
}

/** The name itself, not the end of a longer one: muc.meet.jitsi is none of internal-muc.meet.jitsi. */
function exactly(name: string): RegExp {
  return new RegExp(`(?<![a-z0-9-])${name.replaceAll(".", "\\.")}`, "g");
}

/** All that changes when a domain has another name: the old one stands nowhere, and nothing else is another. */
function row(setting: string, from: string, to: string, more: readonly (readonly [RegExp, string])[] = []): EffectRow {
  const replacements = [[exactly(from), to] as const, ...more];
  const after = [...before].map(([file, flat]): [string, Flat] => [
    file,
    new Map(
      [...flat].map(
        ([key, value]) => Object.values(replaced({ key, value }, replacements) as object) as [string, unknown],
      ),
    ),
  ]);
  return { path: `xmpp.${setting}`, value: to, given: everything, changes: difference(before, new Map(after)) };
}

export const domainRows: readonly EffectRow[] = [
  row("domain", "meet.jitsi", "chat.example.org"),
  row("authDomain", "auth.meet.jitsi", "services.example.org"),
  row("guestDomain", "guest.meet.jitsi", "people.example.org"),
  row("mucDomain", "muc.meet.jitsi", "rooms.meet.jitsi", [
    // Its first label stands alone where a tenant's name follows it, or where it is cut off.
    [/((?:MUC_DOMAIN_PREFIX|muc_mapper_domain_prefix)","value":)"muc"/g, '$1"rooms"'],
    [/"muc\.acme\.meet\.jitsi"/g, '"rooms.acme.meet.jitsi"'],
    [/"strip-from-room-domain":"muc\."/g, '"strip-from-room-domain":"rooms."'],
  ]),
  row("internalMucDomain", "internal-muc.meet.jitsi", "brewery.example.org"),
  row("hiddenDomain", "hidden.meet.jitsi", "recorders.example.org"),
];
