import com.typesafe.config.*;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.TimeUnit;

/**
 * Reads configuration with the parsers that the Java services use. One request a line: the kind of file, a space, the file in
 * base64. One answer a line: the content as JSON in ASCII, or "error " and the parser's message.
 */
public class ReadConfig {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = in.readLine()) != null;) {
            String[] request = line.split(" ", 2);
            byte[] file = Base64.getDecoder().decode(request.length > 1 ? request[1] : "");
            System.out.println(ascii(answer(request[0], file)));
        }
    }

    private static String answer(String kind, byte[] file) {
        try {
            switch (kind) {
                case "hocon":
                    return json(hocon(file).root());
                case "seconds":
                    return json(seconds(hocon(file)));
                case "properties":
                    return json(ConfigValueFactory.fromMap(properties(file)));
                default:
                    throw new IllegalArgumentException("unknown kind " + kind);
            }
        } catch (Exception e) {
            return "error " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    private static Config hocon(byte[] file) {
        return ConfigFactory.parseString(new String(file, StandardCharsets.UTF_8)).resolve();
    }

    /** Every top-level key, read as a time span. */
    private static ConfigValue seconds(Config config) {
        Map<String, Object> spans = new TreeMap<>();
        for (String key : config.root().keySet()) {
            spans.put(key, config.getDuration(ConfigUtil.quoteString(key), TimeUnit.MILLISECONDS) / 1000.0);
        }
        return ConfigValueFactory.fromMap(spans);
    }

    private static Map<String, Object> properties(byte[] file) throws IOException {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(file));
        Map<String, Object> map = new TreeMap<>();
        // Not put through paths: a dot in a key is part of it.
        properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
        return map;
    }

    private static String json(ConfigValue value) {
        return value.render(ConfigRenderOptions.concise());
    }

    private static String ascii(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return out.toString();
    }
}
