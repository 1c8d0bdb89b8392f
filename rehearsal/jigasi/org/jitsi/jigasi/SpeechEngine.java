package org.jitsi.jigasi;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.List;
import java.util.Map;

/** What the engines of the real program need to be told. A stand-in calls none of them. */
final class SpeechEngine {
    private static final String PREFIX = "transcription.";
    private static final String PACKAGE = "org.jitsi.jigasi.transcription.";
    /** Properties that each engine cannot do without. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            PACKAGE + "VoskTranscriptionService", List.of("vosk.websocket_url"),
            PACKAGE + "WhisperTranscriptionService", List.of("whisper.websocket_url"),
            PACKAGE + "OracleTranscriptionService", List.of("oci.websocketUrl", "oci.compartmentId"),
            PACKAGE + "GoogleCloudTranscriptionService", List.of());
    private static final List<String> GOOGLE_KEY =
            List.of("type", "project_id", "private_key_id", "private_key", "client_email", "client_id");

    private SpeechEngine() {}

    /** Throws where the chosen engine could not work. Google's is the one that needs no choice. */
    static void check(GatewayProperties properties) {
        String name = properties.own(PREFIX + "customService");
        String engine = name == null ? PACKAGE + "GoogleCloudTranscriptionService" : name;
        List<String> needed = NEEDED.get(engine);
        if (needed == null) {
            throw new IllegalStateException("there is no transcription service " + engine);
        }
        for (String key : needed) {
            properties.required("org.jitsi.jigasi." + PREFIX + key);
        }
        if (engine.endsWith("GoogleCloudTranscriptionService")) {
            checkGoogleKey();
        }
    }

    private static void checkGoogleKey() {
        String file = System.getenv("GOOGLE_APPLICATION_CREDENTIALS");
        if (file == null || !new File(file).canRead()) {
            throw new IllegalStateException("The Application Default Credentials are not available");
        }
        Config key = ConfigFactory.parseFile(new File(file));
        for (String field : GOOGLE_KEY) {
            if (!key.hasPath(field) || key.getString(field).isBlank()) {
                throw new IllegalStateException("Google's key file has no " + field);
            }
        }
        if (!key.getString("private_key").contains("-----BEGIN ")) {
            throw new IllegalStateException("Invalid PKCS#8 data.");
        }
    }
}
