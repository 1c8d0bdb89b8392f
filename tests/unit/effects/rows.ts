import { rows as auth } from "./auth.ts";
import { rows as bridge } from "./bridge.ts";
import { rows as etherpad } from "./etherpad.ts";
import { rows as focus } from "./focus.ts";
import { rows as general } from "./general.ts";
import { rows as http } from "./http.ts";
import { rows as images } from "./images.ts";
import { rows as observability } from "./observability.ts";
import { rows as recording } from "./recording.ts";
import { rows as recordingMachine } from "./recording-machine.ts";
import { rows as rooms } from "./rooms.ts";
import { rows as secrets } from "./secrets.ts";
import { rows as telephony } from "./telephony.ts";
import { rows as tls } from "./tls.ts";
import { rows as tlsAcme } from "./tls-acme.ts";
import { rows as transcription } from "./transcription.ts";
import { rows as turn } from "./turn.ts";
import { rows as web } from "./web.ts";
import { rows as webMedia } from "./web-media.ts";
import { rows as webServices } from "./web-services.ts";
import { rows as whiteboard } from "./whiteboard.ts";
import { rows as xmpp } from "./xmpp.ts";
import type { EffectRow } from "./row.ts";

/** One row for each setting. */
export const rows: readonly EffectRow[] = [
  ...auth,
  ...bridge,
  ...etherpad,
  ...focus,
  ...general,
  ...http,
  ...images,
  ...observability,
  ...recording,
  ...recordingMachine,
  ...rooms,
  ...secrets,
  ...telephony,
  ...tls,
  ...tlsAcme,
  ...transcription,
  ...turn,
  ...web,
  ...webMedia,
  ...webServices,
  ...whiteboard,
  ...xmpp,
];

export type Raw = Record<string, object>;

/** Raw settings with one more value in them. */
export function withValue(raw: object, keys: readonly string[], value: unknown): Raw {
  const [key = "", ...rest] = keys;
  const members = raw as Record<string, object | undefined>;
  return { ...raw, [key]: rest.length === 0 ? value : withValue(members[key] ?? {}, rest, value) } as Raw;
}

/** Environment variables that the HOCON files refer to. */
export const hoconVariables = [
  "XMPP_PASSWORD",
  "LOCAL_ADDRESS",
  "MUC_NICKNAME",
  "RECORDER_PASSWORD",
  "INSTANCE_ID",
  "TRANSLATION_ACCESS_SECRET",
];
