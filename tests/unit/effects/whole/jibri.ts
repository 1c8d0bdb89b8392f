import type { Change } from "../row.ts";
import { appearing } from "./appearing.ts";

/** The recorder's connection to the stack, as jibri.conf has it. */
export const environment = {
  "base-url": "https://localhost:8443",
  "call-login": { domain: "hidden.meet.jitsi", password: "${RECORDER_PASSWORD}", username: "recorder" },
  "control-login": { domain: "auth.meet.jitsi", password: "${XMPP_PASSWORD}", port: 5222, username: "jibri" },
  "control-muc": { domain: "internal-muc.meet.jitsi", nickname: "${INSTANCE_ID}", "room-name": "jibribrewery" },
  name: "prosody",
  "security-mode": "required",
  "strip-from-room-domain": "muc.",
  "trust-all-xmpp-certs": false,
  "usage-timeout": "0 minutes",
  "xmpp-domain": "meet.jitsi",
  "xmpp-server-hosts": ["prosody"],
};

/** xorg.cfg for 1280x720. */
export const xorg = `Section "ServerFlags"
  Option "DontVTSwitch" "true"
  Option "AllowMouseOpenFail" "true"
  Option "AutoEnableDevices" "false"
  Option "AutoAddDevices" "false"
EndSection

Section "Device"
  Identifier "screen in memory"
  Driver "dummy"
  VideoRam 192000
EndSection

Section "Monitor"
  Identifier "monitor in memory"
  HorizSync 5 - 1000
  VertRefresh 5 - 200
  Modeline "1280x720" 65.45 1280 1328 1376 1472 720 723 728 741 +hsync -vsync
EndSection

Section "Screen"
  Identifier "recorded screen"
  Device "screen in memory"
  Monitor "monitor in memory"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1280x720"
    Virtual 1280 720
  EndSubSection
EndSection
`;

/** Flags of the browser, in a stack on this machine. */
export const flags = [
  "--use-fake-ui-for-media-stream",
  "--start-maximized",
  "--kiosk",
  "--enabled",
  "--autoplay-policy=no-user-gesture-required",
  "--no-sandbox",
  "--ignore-certificate-errors",
  "--host-resolver-rules=MAP localhost:8443 web:8443",
];

/** Every file of the n-th recorder, where there was none before. */
export function recorder(index: number): Readonly<Record<string, Readonly<Record<string, Change>>>> {
  const name = `jibri-${String(index)}`;
  return {
    [`${name}/jibri.conf`]: appearing({
      "jibri.api.http.external-api-host": "127.0.0.1",
      "jibri.api.http.external-api-port": 2222,
      "jibri.api.http.internal-api-port": 3333,
      "jibri.api.xmpp.environments": [environment],
      "jibri.chrome.flags": flags,
      "jibri.ffmpeg.audio-device": "default",
      "jibri.ffmpeg.audio-source": "pulse",
      "jibri.ffmpeg.framerate": 30,
      "jibri.ffmpeg.h264-constant-rate-factor": 25,
      "jibri.ffmpeg.queue-size": 4096,
      "jibri.ffmpeg.resolution": "1280x720",
      "jibri.ffmpeg.streaming-buf-size": "5952k",
      "jibri.ffmpeg.streaming-max-bitrate": "2976k",
      "jibri.ffmpeg.video-encode-preset-recording": "ultrafast",
      "jibri.ffmpeg.video-encode-preset-streaming": "veryfast",
      "jibri.id": "${INSTANCE_ID}",
      "jibri.recording.finalize-script": "/bin/true",
      "jibri.recording.recordings-directory": "/storage/recordings",
      "jibri.single-use-mode": false,
      "jibri.stats.enable-stats-d": false,
      "jibri.stats.prometheus.enabled": false,
      "jibri.webhook.subscribers": [],
    }),
    [`${name}/logging.properties`]: appearing({
      ".level": "INFO",
      handlers: "java.util.logging.ConsoleHandler",
      "java.util.logging.ConsoleHandler.formatter": "org.jitsi.utils.logging2.JitsiLogFormatter",
      "java.util.logging.ConsoleHandler.level": "ALL",
      "org.jitsi.jibri.capture.ffmpeg.util.FfmpegFileHandler.count": "10",
      "org.jitsi.jibri.capture.ffmpeg.util.FfmpegFileHandler.formatter": "org.jitsi.utils.logging2.JitsiLogFormatter",
      "org.jitsi.jibri.capture.ffmpeg.util.FfmpegFileHandler.level": "FINE",
      "org.jitsi.jibri.capture.ffmpeg.util.FfmpegFileHandler.limit": "10000000",
      "org.jitsi.jibri.capture.ffmpeg.util.FfmpegFileHandler.pattern": "/storage/logs/ffmpeg.%g.txt",
      "org.jitsi.jibri.selenium.util.BrowserFileHandler.count": "10",
      "org.jitsi.jibri.selenium.util.BrowserFileHandler.formatter": "org.jitsi.utils.logging2.JitsiLogFormatter",
      "org.jitsi.jibri.selenium.util.BrowserFileHandler.level": "FINE",
      "org.jitsi.jibri.selenium.util.BrowserFileHandler.limit": "10000000",
      "org.jitsi.jibri.selenium.util.BrowserFileHandler.pattern": "/storage/logs/browser.%g.txt",
      "org.jitsi.jibri.sipgateway.pjsua.util.PjsuaFileHandler.count": "10",
      "org.jitsi.jibri.sipgateway.pjsua.util.PjsuaFileHandler.formatter": "org.jitsi.utils.logging2.JitsiLogFormatter",
      "org.jitsi.jibri.sipgateway.pjsua.util.PjsuaFileHandler.level": "FINE",
      "org.jitsi.jibri.sipgateway.pjsua.util.PjsuaFileHandler.limit": "10000000",
      "org.jitsi.jibri.sipgateway.pjsua.util.PjsuaFileHandler.pattern": "/storage/logs/pjsua.%g.txt",
      "org.jitsi.utils.logging2.JitsiLogFormatter.programname": name,
    }),
    [`${name}/environment`]: appearing({ TRUST: "stack" }),
    [`${name}/xorg.cfg`]: appearing({ "(text)": xorg }),
  };
}
