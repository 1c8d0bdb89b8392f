package org.jitsi.jibri;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.time.Duration;
import java.util.Map;
import org.jivesoftware.smack.packet.StandardExtensionElement;

/** What is to be recorded or streamed, and how the browser logs in there. */
record Session(String id, String room, String url, JibriConfig.Login login, String stream, Config appData,
        Duration usageTimeout) {
    /** What came in a request that starts a session. Throws where something that must be in it is missing. */
    static Session from(StandardExtensionElement request, JibriConfig.Environment environment) {
        String room = request.getAttributeValue("room");
        String mode = request.getAttributeValue("recording_mode");
        String id = request.getAttributeValue("session_id");
        String stream = request.getAttributeValue("streamid");
        if (room == null || !room.contains("@") || id == null || (!"file".equals(mode) && !"stream".equals(mode))) {
            throw new IllegalArgumentException("room, session_id or recording_mode is missing or wrong");
        }
        if ("stream".equals(mode) && (stream == null || stream.isBlank())) {
            throw new IllegalArgumentException("a stream needs a streamid");
        }
        return new Session(id, room, environment.callUrl(room), environment.call(),
                "stream".equals(mode) ? streamUrl(stream) : null, json(request.getAttributeValue("app_data")),
                environment.usageTimeout());
    }

    boolean isStream() {
        return stream != null;
    }

    /** Recorded with the meeting's address and people. */
    Map<String, Object> metadata() {
        String key = "file_recording_metadata";
        return appData.hasPath(key) ? appData.getObject(key).unwrapped() : Map.of();
    }

    private static String streamUrl(String stream) {
        boolean whole = stream.startsWith("rtmp://") || stream.startsWith("rtmps://");
        return whole ? stream : "rtmp://a.rtmp.youtube.com/live2/" + stream;
    }

    private static Config json(String text) {
        try {
            return text == null ? ConfigFactory.empty()
                    : ConfigFactory.parseString(text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
        } catch (ConfigException e) {
            return ConfigFactory.empty();
        }
    }
}
