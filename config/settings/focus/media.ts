import { z } from "zod";
import { group, setting } from "../setting.ts";
import { secretLine } from "../types.ts";

const effect = ["restart jicofo"] as const;

function videoCodec(name: string) {
  return setting(z.boolean().default(true), {
    doc: `Video may be sent as ${name}.`,
    env: [`ENABLE_CODEC_${name}`],
    effect,
  });
}

/** Codecs that jicofo offers to everybody in a meeting. Which of them is preferred is the web page's matter. */
export const codecs = group({
  vp8: videoCodec("VP8"),
  vp9: videoCodec("VP9"),
  av1: videoCodec("AV1"),
  h264: videoCodec("H264"),
  opusRed: setting(z.boolean().default(false), {
    doc: "Audio may be sent twice (RED): better where packets are lost, for more bandwidth.",
    env: ["ENABLE_CODEC_OPUS_RED"],
    effect,
  }),
  mid: setting(z.boolean().default(true), {
    doc: "Packets may carry the name of their stream (header extension MID). On, as in the program; docker-jitsi-meet turns it off.",
    env: ["JICOFO_ENABLE_MID"],
    effect,
  }),
});

/** Speech translated by a service that bridges connect to. Needs releases from 11146 on. */
export const translation = group({
  urlTemplate: setting(
    z
      .string()
      .regex(
        /^(wss?|https?):\/\/(?=[!-~]*\{\{MEETING_ID\}\})[!-~]+$/,
        "must be a WebSocket URL with {{MEETING_ID}} in it, such as wss://translate.example.org/{{MEETING_ID}}",
      )
      .optional(),
    {
      doc: "Address of the service that translates speech, to which the bridges connect. {{MEETING_ID}} and {{REGION}} are filled in.",
      env: ["JICOFO_TRANSLATION_URL_TEMPLATE"],
      effect: ["restart jicofo", "restart jvb"],
    },
  ),
  accessClientId: setting(secretLine.optional(), {
    doc: "Client id for a translation service behind Cloudflare Access. Its secret is secrets.translationAccessSecret.",
    env: ["JICOFO_TRANSLATION_CF_ACCESS_CLIENT_ID"],
    effect,
  }),
});
