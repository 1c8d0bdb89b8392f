import { z } from "zod";
import { group, setting } from "../setting.ts";
import { hostAndPort, whole } from "../types.ts";
import { codec, codecs, effect } from "./types.ts";

/** How browsers share their screen. */
export const screenSharing = group({
  minFrameRate: setting(whole(1, 60).optional(), {
    doc: "Least pictures per second of a shared screen. Without it and maxFrameRate: what the browser thinks right.",
    unit: "pictures per second",
    env: ["DESKTOP_SHARING_FRAMERATE_MIN"],
    derivedDefault: "5 where web.screenSharing.maxFrameRate is set",
    effect,
  }),
  maxFrameRate: setting(whole(1, 60).optional(), {
    doc: "Most pictures per second of a shared screen.",
    unit: "pictures per second",
    env: ["DESKTOP_SHARING_FRAMERATE_MAX"],
    derivedDefault: "5, or web.screenSharing.minFrameRate if that is more, where that is set",
    effect,
  }),
});

/** Calls of two people. */
export const peerToPeer = group({
  enabled: setting(z.boolean().default(true), {
    doc: "Two people talk directly, without the bridge, where their networks let them.",
    env: ["ENABLE_P2P"],
    effect,
  }),
  stunServers: setting(z.array(hostAndPort).optional(), {
    doc: "STUN servers by which two people find a direct way to each other.",
    env: ["P2P_STUN_SERVERS"],
    effect,
  }),
  codecs: setting(codecs.optional(), {
    doc: "Codecs on computers, the best one first.",
    derivedDefault: "<web.video.codecs>",
    effect,
  }),
  mobileCodecs: setting(codecs.optional(), {
    doc: "Codecs on telephones, the best one first.",
    derivedDefault: "<web.video.mobileCodecs>",
    effect,
  }),
  screenShareCodec: setting(codec.optional(), {
    doc: "Codec of shared screens on computers.",
    effect,
  }),
  iceTransportPolicy: setting(z.enum(["all", "relay"]).optional(), {
    doc: "`relay`: media goes through a TURN server, so that neither learns the other's address.",
    derivedDefault: "all",
    effect,
  }),
  returnDelay: setting(whole(0).optional(), {
    doc: "How long two people who are left over from a larger call stay on the bridge.",
    unit: "seconds",
    derivedDefault: "5",
    effect,
  }),
});

/** How browsers reach Prosody and the bridges. */
export const connection = group({
  relativeBosh: setting(z.boolean().default(false), {
    doc: "Pages use /http-bind of the address they were opened at, not of general.publicUrl.",
    env: ["BOSH_RELATIVE"],
    effect,
  }),
  preferBosh: setting(z.boolean().optional(), {
    doc: "Pages use BOSH although there is a WebSocket.",
    derivedDefault: "false",
    effect,
  }),
  tcc: setting(z.boolean().default(true), {
    doc: "Browsers tell the bridge when each packet came (transport-wide congestion control). Off only for a lab.",
    env: ["ENABLE_TCC"],
    effect,
  }),
  remb: setting(z.boolean().default(true), {
    doc: "Browsers tell the bridge how much they can receive (REMB). Off only for a lab.",
    env: ["ENABLE_REMB"],
    effect,
  }),
  iceRestart: setting(z.boolean().default(false), {
    doc: "A page whose way to the bridge breaks looks for a new one before it loads again.",
    env: ["ENABLE_ICE_RESTART"],
    effect,
  }),
  forceTurnRelay: setting(z.boolean().optional(), {
    doc: "Media goes through a TURN server only. For tests of one.",
    derivedDefault: "false",
    effect,
  }),
  turnUdp: setting(z.boolean().optional(), {
    doc: "Media to the bridge may go through a TURN server over UDP, too.",
    derivedDefault: "false",
    effect,
  }),
});
