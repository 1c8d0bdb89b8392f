import { type EffectRow, added } from "./row.ts";
import { environment, flags, recorder, xorg } from "./whole/jibri.ts";

const on = { recording: { enabled: true } };

export const rows: readonly EffectRow[] = [
  {
    path: "recording.enabled",
    value: true,
    changes: {
      "web/config.js": {
        hiddenDomain: [undefined, "hidden.meet.jitsi"],
        "recordingService.enabled": [undefined, true],
        "recordingService.sharingEnabled": [undefined, false],
        "recordingService.hideStorageWarning": [undefined, false],
        "liveStreaming.enabled": [undefined, false],
      },
      "prosody/prosody.cfg.lua": {
        "[global] admins": added("jibri@auth.meet.jitsi"),
        "[muc.meet.jitsi] muc_password_whitelist": added("recorder@hidden.meet.jitsi"),
        "[global] recorder_prefixes": [undefined, ["recorder@hidden.meet.jitsi"]],
        "[meet.jitsi] muc_lobby_whitelist": [undefined, ["hidden.meet.jitsi"]],
        "[hidden.meet.jitsi]": [undefined, "VirtualHost"],
        "[hidden.meet.jitsi] smacks_max_old_sessions": [undefined, 2000],
        "[hidden.meet.jitsi] authentication": [undefined, "internal_hashed"],
        "[hidden.meet.jitsi] disable_sasl_mechanisms": [undefined, ["DIGEST-MD5", "OAUTHBEARER"]],
        "[hidden.meet.jitsi] modules_enabled": [undefined, ["smacks"]],
      },
      "prosody/accounts.cfg.lua": {
        "[global] stack_accounts": added(
          { credential: "account-jibri", jid: "jibri@auth.meet.jitsi", service: true },
          { credential: "account-recorder", jid: "recorder@hidden.meet.jitsi", service: true },
        ),
      },
      "jicofo/jicofo.conf": {
        "jicofo.jibri.brewery-jid": [undefined, "jibribrewery@internal-muc.meet.jitsi"],
        "jicofo.jibri.pending-timeout": [undefined, "90 seconds"],
        "jicofo.xmpp.trusted-domains": [undefined, ["hidden.meet.jitsi"]],
      },
      ...recorder(1),
    },
  },
  { path: "recording.count", value: 2, given: on, changes: recorder(2) },
  {
    path: "recording.serviceRecording",
    value: false,
    given: on,
    changes: { "web/config.js": { "recordingService.enabled": [true, false] } },
  },
  {
    path: "recording.sharing",
    value: true,
    given: on,
    changes: { "web/config.js": { "recordingService.sharingEnabled": [false, true] } },
  },
  {
    path: "recording.storageWarning",
    value: false,
    given: on,
    changes: { "web/config.js": { "recordingService.hideStorageWarning": [false, true] } },
  },
  {
    path: "recording.requireConsent",
    value: true,
    given: on,
    changes: { "web/config.js": { "recordings.requireConsent": [undefined, true] } },
  },
  {
    path: "recording.consentUrl",
    value: "https://example.org/consent",
    given: on,
    changes: {
      "web/config.js": {
        "recordings.requireConsent": [undefined, false],
        "recordings.consentLearnMoreLink": [undefined, "https://example.org/consent"],
      },
    },
  },
  {
    path: "recording.liveStreaming.enabled",
    value: true,
    given: on,
    changes: { "web/config.js": { "liveStreaming.enabled": [false, true] } },
  },
  {
    path: "recording.liveStreaming.termsUrl",
    value: "https://example.org/terms",
    given: on,
    changes: { "web/config.js": { "liveStreaming.termsLink": [undefined, "https://example.org/terms"] } },
  },
  {
    path: "recording.liveStreaming.dataPrivacyUrl",
    value: "https://example.org/privacy",
    given: on,
    changes: { "web/config.js": { "liveStreaming.dataPrivacyLink": [undefined, "https://example.org/privacy"] } },
  },
  {
    path: "recording.liveStreaming.helpUrl",
    value: "https://example.org/help",
    given: on,
    changes: { "web/config.js": { "liveStreaming.helpLink": [undefined, "https://example.org/help"] } },
  },
  {
    path: "recording.liveStreaming.keyPattern",
    value: "^[a-z]+$",
    given: on,
    changes: { "web/config.js": { "liveStreaming.validatorRegExpString": [undefined, "^[a-z]+$"] } },
  },
  {
    path: "recording.dropbox.appKey",
    value: "abc",
    given: on,
    changes: { "web/config.js": { "dropbox.appKey": [undefined, "abc"] } },
  },
  {
    path: "recording.dropbox.redirectUri",
    value: "https://meet.example.org/oauth.html",
    given: { recording: { enabled: true, dropbox: { appKey: "abc" } } },
    changes: { "web/config.js": { "dropbox.redirectURI": [undefined, "https://meet.example.org/oauth.html"] } },
  },
  {
    path: "recording.pendingTimeout",
    value: 45,
    given: on,
    changes: { "jicofo/jicofo.conf": { "jicofo.jibri.pending-timeout": ["90 seconds", "45 seconds"] } },
  },
  {
    path: "recording.requestRetries",
    value: 2,
    given: on,
    changes: { "jicofo/jicofo.conf": { "jicofo.jibri.num-retries": [undefined, 2] } },
  },
  {
    path: "recording.usageTimeout",
    value: 120,
    given: on,
    changes: {
      "jibri-1/jibri.conf": {
        "jibri.api.xmpp.environments": [[environment], [{ ...environment, "usage-timeout": "120 minutes" }]],
      },
    },
  },
  {
    path: "recording.singleUse",
    value: true,
    given: on,
    changes: { "jibri-1/jibri.conf": { "jibri.single-use-mode": [false, true] } },
  },
  {
    path: "recording.resolution",
    value: "1920x1080",
    given: on,
    changes: {
      "jibri-1/jibri.conf": { "jibri.ffmpeg.resolution": ["1280x720", "1920x1080"] },
      "jibri-1/xorg.cfg": {
        "(text)": [
          xorg,
          xorg
            .replace(
              'Modeline "1280x720" 65.45 1280 1328 1376 1472 720 723 728 741 +hsync -vsync',
              'Modeline "1920x1080" 140.79 1920 1968 2016 2112 1080 1083 1088 1111 +hsync -vsync',
            )
            .replace('Modes "1280x720"', 'Modes "1920x1080"')
            .replace("Virtual 1280 720", "Virtual 1920 1080"),
        ],
      },
    },
  },
  {
    path: "recording.framerate",
    value: 25,
    given: on,
    changes: { "jibri-1/jibri.conf": { "jibri.ffmpeg.framerate": [30, 25] } },
  },
  {
    path: "recording.queueSize",
    value: 8192,
    given: on,
    changes: { "jibri-1/jibri.conf": { "jibri.ffmpeg.queue-size": [4096, 8192] } },
  },
  {
    path: "recording.streamingMaxBitrate",
    value: 4500,
    given: on,
    changes: {
      "jibri-1/jibri.conf": {
        "jibri.ffmpeg.streaming-buf-size": ["5952k", "9000k"],
        "jibri.ffmpeg.streaming-max-bitrate": ["2976k", "4500k"],
      },
    },
  },
  {
    path: "recording.encodePreset.recording",
    value: "medium",
    given: on,
    changes: { "jibri-1/jibri.conf": { "jibri.ffmpeg.video-encode-preset-recording": ["ultrafast", "medium"] } },
  },
  {
    path: "recording.encodePreset.streaming",
    value: "faster",
    given: on,
    changes: { "jibri-1/jibri.conf": { "jibri.ffmpeg.video-encode-preset-streaming": ["veryfast", "faster"] } },
  },
  {
    path: "recording.constantRateFactor",
    value: 20,
    given: on,
    changes: { "jibri-1/jibri.conf": { "jibri.ffmpeg.h264-constant-rate-factor": [25, 20] } },
  },
  {
    path: "recording.display.horizontalSync.min",
    value: 10,
    given: on,
    changes: { "jibri-1/xorg.cfg": { "(text)": [xorg, xorg.replace("HorizSync 5 - 1000", "HorizSync 10 - 1000")] } },
  },
  {
    path: "recording.display.horizontalSync.max",
    value: 500,
    given: on,
    changes: { "jibri-1/xorg.cfg": { "(text)": [xorg, xorg.replace("HorizSync 5 - 1000", "HorizSync 5 - 500")] } },
  },
  {
    path: "recording.display.verticalRefresh.min",
    value: 20,
    given: on,
    changes: { "jibri-1/xorg.cfg": { "(text)": [xorg, xorg.replace("VertRefresh 5 - 200", "VertRefresh 20 - 200")] } },
  },
  {
    path: "recording.display.verticalRefresh.max",
    value: 100,
    given: on,
    changes: { "jibri-1/xorg.cfg": { "(text)": [xorg, xorg.replace("VertRefresh 5 - 200", "VertRefresh 5 - 100")] } },
  },
  {
    path: "recording.chromiumFlags",
    value: ["--kiosk", "--lang=de"],
    given: on,
    changes: { "jibri-1/jibri.conf": { "jibri.chrome.flags": [flags, ["--kiosk", "--lang=de", ...flags.slice(5)]] } },
  },
  {
    path: "recording.ignoreCertificateErrors",
    value: false,
    given: on,
    changes: {
      "jibri-1/jibri.conf": {
        "jibri.chrome.flags": [flags, flags.filter((flag) => flag !== "--ignore-certificate-errors")],
      },
    },
  },
  {
    path: "recording.finalizeScript",
    value: '#!/bin/sh\nmv "$1" /archive/\n',
    given: on,
    changes: {
      "jibri-1/jibri.conf": { "jibri.recording.finalize-script": ["/bin/true", "/usr/local/bin/finalize"] },
      "jibri-1/finalize.sh": { "(text)": [undefined, '#!/bin/sh\nmv "$1" /archive/\n'] },
    },
  },
  {
    path: "recording.webhooks",
    value: ["http://hook.example.org:8080"],
    given: on,
    changes: {
      "jibri-1/jibri.conf": { "jibri.webhook.subscribers": [[], ["http://hook.example.org:8080"]] },
      "jibri-1/environment": { TRUST: ["stack", "public"] },
    },
  },
  {
    path: "recording.statsd.enabled",
    value: true,
    given: { recording: { enabled: true, statsd: { host: "statsd.example.org" } } },
    changes: {
      "jibri-1/jibri.conf": {
        "jibri.stats.enable-stats-d": [false, true],
        "jibri.stats.host": [undefined, "statsd.example.org"],
        "jibri.stats.port": [undefined, 8125],
      },
    },
  },
  {
    path: "recording.statsd.host",
    value: "statsd.example.org",
    given: { recording: { enabled: true, statsd: { enabled: true } } },
    changes: {
      "jibri-1/jibri.conf": {
        "jibri.stats.host": [undefined, "statsd.example.org"],
        "jibri.stats.port": [undefined, 8125],
      },
    },
  },
  {
    path: "recording.statsd.port",
    value: 9125,
    given: { recording: { enabled: true, statsd: { enabled: true, host: "statsd.example.org" } } },
    changes: { "jibri-1/jibri.conf": { "jibri.stats.port": [8125, 9125] } },
  },
  {
    path: "recording.metrics",
    value: true,
    given: on,
    changes: {
      "jibri-1/jibri.conf": {
        "jibri.api.http.external-api-host": ["127.0.0.1", "0.0.0.0"],
        "jibri.stats.prometheus.enabled": [false, true],
      },
    },
  },
  {
    path: "recording.logLevel",
    value: "debug",
    given: on,
    changes: { "jibri-1/logging.properties": { ".level": ["INFO", "FINE"] } },
  },
];
