package org.jitsi.jibri;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jitsi.rehearsal.ConfigFile;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;

/** All settings the stand-in uses, read once: a missing or wrongly typed key fails the start, as in the real jibri. */
record JibriConfig(String id, boolean singleUse, Http http, List<Environment> environments, Path recordings,
        String finalizeScript, EncoderConfig encoder, List<String> browserFlags, Duration emptyCallTimeout,
        boolean metrics) {

    record Http(String host, int externalPort, int internalPort) {}

    record Login(String domain, String username, String password) {}

    /** One deployment that the recorder serves. */
    record Environment(String name, List<String> hosts, String xmppDomain, Optional<String> baseUrl, String roomDomain,
            String roomName, String nickname, Login control, int port, Login call, String stripFromRoomDomain,
            Duration usageTimeout, SecurityMode security, boolean trustAll) {

        String room() {
            return roomName + "@" + roomDomain;
        }

        /** Address of the page of a meeting: what is left of the room's domain is the tenant. */
        String callUrl(String room) {
            String[] parts = room.split("@", 2);
            String rest = parts[1].replaceFirst(java.util.regex.Pattern.quote(stripFromRoomDomain), "");
            int end = rest.lastIndexOf(xmppDomain);
            String tenant = (end < 0 ? rest : rest.substring(0, end)).replaceFirst("\\.$", "");
            String base = baseUrl.orElse("https://" + xmppDomain);
            return base + (tenant.isEmpty() ? "" : "/" + tenant) + "/" + parts[0];
        }
    }

    /** What ffmpeg is told. */
    record EncoderConfig(String resolution, String audioSource, String audioDevice, int framerate, int queueSize,
            String maxBitrate, String bufferSize, String recordingPreset, String streamingPreset, int rateFactor) {}

    static JibriConfig from(Config root) {
        Config jibri = root.getConfig("jibri");
        Config http = jibri.getConfig("api.http");
        // Read for their types alone: the stand-in sends nothing to statsd or to web hooks.
        jibri.getBoolean("stats.enable-stats-d");
        jibri.getStringList("webhook.subscribers");
        return new JibriConfig(jibri.getString("id"), jibri.getBoolean("single-use-mode"),
                new Http(http.getString("external-api-host"), http.getInt("external-api-port"),
                        http.getInt("internal-api-port")),
                jibri.getConfigList("api.xmpp.environments").stream().map(JibriConfig::environment).toList(),
                Path.of(jibri.getString("recording.recordings-directory")),
                jibri.getString("recording.finalize-script"), encoder(jibri.getConfig("ffmpeg")),
                jibri.getStringList("chrome.flags"), jibri.getDuration("call-status-checks.default-call-empty-timeout"),
                jibri.getBoolean("stats.prometheus.enabled"));
    }

    private static Environment environment(Config config) {
        Config room = config.getConfig("control-muc");
        Config control = config.getConfig("control-login");
        return new Environment(config.getString("name"), config.getStringList("xmpp-server-hosts"),
                config.getString("xmpp-domain"), ConfigFile.optional(config, "base-url"), room.getString("domain"),
                room.getString("room-name"), room.getString("nickname"), login(control),
                control.hasPath("port") ? control.getInt("port") : 5222, login(config.getConfig("call-login")),
                config.getString("strip-from-room-domain"), config.getDuration("usage-timeout"), security(config),
                config.getBoolean("trust-all-xmpp-certs"));
    }

    private static Login login(Config config) {
        return new Login(config.getString("domain"), config.getString("username"), config.getString("password"));
    }

    private static SecurityMode security(Config config) {
        String mode = ConfigFile.optional(config, "security-mode").orElse("required");
        try {
            return SecurityMode.valueOf(mode);
        } catch (IllegalArgumentException e) {
            throw new ConfigException.BadValue(config.origin(), "security-mode", mode, e);
        }
    }

    private static EncoderConfig encoder(Config config) {
        return new EncoderConfig(config.getString("resolution"), config.getString("audio-source"),
                config.getString("audio-device"), config.getInt("framerate"), config.getInt("queue-size"),
                config.getString("streaming-max-bitrate"), config.getString("streaming-buf-size"),
                config.getString("video-encode-preset-recording"), config.getString("video-encode-preset-streaming"),
                config.getInt("h264-constant-rate-factor"));
    }
}
