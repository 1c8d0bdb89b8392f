import { z } from "zod";
import { auth } from "./auth.ts";
import { bridge } from "./bridge.ts";
import { etherpad } from "./etherpad.ts";
import { focus } from "./focus.ts";
import { general } from "./general.ts";
import { http } from "./http.ts";
import { images } from "./images.ts";
import { observability } from "./observability.ts";
import { recording } from "./recording.ts";
import { rooms } from "./rooms.ts";
import { secrets } from "./secrets.ts";
import { telephony } from "./telephony.ts";
import { tls } from "./tls.ts";
import { transcription } from "./transcription.ts";
import { turn } from "./turn.ts";
import { web } from "./web.ts";
import { whiteboard } from "./whiteboard.ts";
import { xmpp } from "./xmpp.ts";

/** Every setting. Its groups are the stack's configuration keys: `pulumi config set --path auth.type internal`. */
export const schema = z.strictObject({
  general,
  http,
  tls,
  web,
  auth,
  rooms,
  xmpp,
  bridge,
  focus,
  recording,
  telephony,
  transcription,
  turn,
  etherpad,
  whiteboard,
  observability,
  images,
  secrets,
});

type All = z.output<typeof schema>;

/** The settings that are not secret, defaults filled in. Plain and frozen: everything that is rendered comes from here. */
export type Settings = Readonly<Omit<All, "secrets">>;

/** The secrets that people set. The generated ones are born in components/credentials.ts. */
export type SecretSettings = Readonly<All["secrets"]>;
