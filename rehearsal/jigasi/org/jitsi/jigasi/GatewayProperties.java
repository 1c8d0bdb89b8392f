package org.jitsi.jigasi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;

/** sip-communicator.properties, read as the real program reads it. */
public final class GatewayProperties {
    private static final String JIGASI = "org.jitsi.jigasi.";

    private final Properties values;

    private GatewayProperties(Properties values) {
        this.values = values;
    }

    static GatewayProperties load(Path file) throws IOException {
        Properties values = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            values.load(in);
        }
        return new GatewayProperties(values);
    }

    /** The value, or null. */
    public String get(String key) {
        return values.getProperty(key);
    }

    public String get(String key, String otherwise) {
        return values.getProperty(key, otherwise);
    }

    public String required(String key) {
        String value = get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the property " + key + " is missing");
        }
        return value;
    }

    /** Only the word `true` is true. */
    public boolean is(String key) {
        return Boolean.parseBoolean(get(key));
    }

    /** A property of jigasi's own, or null. */
    public String own(String key) {
        return get(JIGASI + key);
    }

    public boolean ownIs(String key) {
        return is(JIGASI + key);
    }

    public long milliseconds(String key, long otherwise) {
        return Long.parseLong(get(JIGASI + key, String.valueOf(otherwise)));
    }

    /** A `.PASSWORD`, which is base64. */
    public String password(String key) {
        return new String(Base64.getDecoder().decode(required(key)), StandardCharsets.UTF_8);
    }

    /** The key of the one account below a prefix whose line has nothing behind its id: `prefix.acc1=acc1`. */
    public String account(String prefix) {
        return values.stringPropertyNames().stream()
                .filter(key -> key.matches(prefix.replace(".", "[.]") + "[.]acc[A-Za-z0-9-]*"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no account below " + prefix));
    }
}
