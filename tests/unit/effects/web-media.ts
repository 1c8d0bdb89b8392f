import type { EffectRow } from "./row.ts";
import { opposite, page, same } from "./web.ts";

const usualCodecs = ["AV1", "VP9", "VP8", "H264"];
const usualMobileCodecs = ["VP8", "VP9", "H264", "AV1"];

const audio: readonly EffectRow[] = [
  opposite("audio.levels", false, "disableAudioLevels", false),
  same("audio.noAudioDetection", false, "enableNoAudioDetection", true),
  same("audio.noisyMicDetection", false, "enableNoisyMicDetection", true),
  same("audio.talkWhileMutedHint", true, "enableTalkWhileMuted", false),
  opposite("audio.processing", false, "disableAP", false),
  opposite("audio.gainControl", false, "disableAGC", false),
  opposite("audio.echoCancellation", false, "disableAEC"),
  opposite("audio.noiseSuppression", false, "disableNS"),
  same("audio.stereo", true, "audioQuality.stereo", false),
  same("audio.opusBitrate", 64000, "audioQuality.opusMaxAverageBitrate"),
  same("audio.opusRed", true, "enableOpusRed", false),
  same("audio.opusDtx", true, "audioQuality.enableOpusDtx"),
  same("audio.disabledSounds", ["PARTICIPANT_JOINED_SOUND"], "disabledSounds"),
];

const levels = [
  ["low", "low"],
  ["standard", "standard"],
  ["high", "high"],
  ["fullHd", "fullHd"],
  ["ultraHd", "ultraHd"],
  ["screenShareHigh", "ssHigh"],
] as const;

const bitrates = ["av1", "h264", "vp8", "vp9"].flatMap((codec) =>
  levels.map(([level, key]) =>
    same(`video.maxBitrates.${codec}.${level}`, 400000, `videoQuality.${codec}.maxBitratesVideo.${key}`),
  ),
);

const video: readonly EffectRow[] = [
  page("video.height", 480, {
    resolution: [720, 480],
    "constraints.video.height.ideal": [720, 480],
    "constraints.video.height.max": [720, 480],
    "constraints.video.width.ideal": [1280, 853],
    "constraints.video.width.max": [1280, 853],
  }),
  page("video.width", 960, {
    "constraints.video.width.ideal": [1280, 960],
    "constraints.video.width.max": [1280, 960],
  }),
  page("video.minHeight", 240, { "constraints.video.height.min": [180, 240] }),
  page("video.minWidth", 640, { "constraints.video.width.min": [320, 640] }),
  opposite("video.simulcast", false, "disableSimulcast", false),
  same("video.adaptiveMode", false, "videoQuality.enableAdaptiveMode", true),
  page("video.codecs", ["VP8", "H264"], {
    "videoQuality.codecPreferenceOrder": [usualCodecs, ["VP8", "H264"]],
    "p2p.codecPreferenceOrder": [usualCodecs, ["VP8", "H264"]],
  }),
  page("video.mobileCodecs", ["H264"], {
    "videoQuality.mobileCodecPreferenceOrder": [usualMobileCodecs, ["H264"]],
    "p2p.mobileCodecPreferenceOrder": [usualMobileCodecs, ["H264"]],
  }),
  same("video.screenShareCodec", "VP9", "videoQuality.screenshareCodec"),
  same("video.mobileScreenShareCodec", "VP8", "videoQuality.mobileScreenshareCodec"),
  same("video.receiveLastN", 20, "channelLastN"),
  same("video.fullResolutionTiles", 4, "maxFullResolutionParticipants"),
  ...bitrates,
  opposite("virtualBackground.enabled", false, "virtualBackground.disabled"),
  opposite("virtualBackground.ownImages", false, "virtualBackground.disableAddingImages"),
  same("virtualBackground.v2", false, "virtualBackground.enableV2", true),
];

const screens: readonly EffectRow[] = [
  page("screenSharing.minFrameRate", 15, {
    "desktopSharingFrameRate.min": [undefined, 15],
    "desktopSharingFrameRate.max": [undefined, 15],
  }),
  page("screenSharing.maxFrameRate", 30, {
    "desktopSharingFrameRate.min": [undefined, 5],
    "desktopSharingFrameRate.max": [undefined, 30],
  }),
];

const connection: readonly EffectRow[] = [
  same("peerToPeer.enabled", false, "p2p.enabled", true),
  page("peerToPeer.stunServers", ["stun.example.org:3478"], {
    "p2p.stunServers": [undefined, [{ urls: "stun:stun.example.org:3478" }]],
  }),
  same("peerToPeer.codecs", ["VP9"], "p2p.codecPreferenceOrder", usualCodecs),
  same("peerToPeer.mobileCodecs", ["VP9"], "p2p.mobileCodecPreferenceOrder", usualMobileCodecs),
  same("peerToPeer.screenShareCodec", "VP8", "p2p.screenshareCodec"),
  same("peerToPeer.iceTransportPolicy", "relay", "p2p.iceTransportPolicy"),
  same("peerToPeer.returnDelay", 10, "p2p.backToP2PDelay"),
  page("connection.relativeBosh", true, {
    bosh: ["https://localhost:8443/http-bind", "/http-bind"],
    "(tenant) bosh": ["https://localhost:8443/acme/http-bind", "/acme/http-bind"],
  }),
  same("connection.preferBosh", true, "preferBosh"),
  same("connection.tcc", false, "enableTcc", true),
  same("connection.remb", false, "enableRemb", true),
  same("connection.iceRestart", true, "enableIceRestart", false),
  same("connection.forceTurnRelay", true, "forceTurnRelay"),
  same("connection.turnUdp", true, "useTurnUdp"),
];

export const rows: readonly EffectRow[] = [...audio, ...video, ...screens, ...connection];
