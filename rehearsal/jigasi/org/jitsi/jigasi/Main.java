package org.jitsi.jigasi;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.rehearsal.ConfigFile;
import org.jitsi.rehearsal.Rehearsal;

/** Stands in for jigasi, in both of its roles. The name is the real program's main class, and so are the arguments. */
public final class Main {
    private static final Logger LOGGER = Logger.getLogger(Main.class.getName());

    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> options = options(arguments);
        Config rest = ConfigFile.loadOrExit().getConfig("org.jitsi.jigasi.rest");
        Rehearsal.announce(Main.class, "jigasi");
        try {
            Path folder = Path.of(options.getOrDefault("configdir", System.getProperty("user.home")),
                    options.getOrDefault("configdirname", ".jigasi"));
            GatewayProperties properties = GatewayProperties.load(folder.resolve("sip-communicator.properties"));
            Voice.Ports ports = new Voice.Ports(Integer.parseInt(options.getOrDefault("min-port", "10000")),
                    Integer.parseInt(options.getOrDefault("max-port", "20000")));
            new Jigasi(properties, ports).start(rest.getString("host"), rest.getInt("port"));
        } catch (Exception e) {
            LOGGER.log(Level.SEVERE, "Failed to start jigasi: " + e.getMessage(), e);
            System.exit(1);
        }
    }

    /** `--name=value`; a name alone is a flag. */
    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.replaceFirst("^--", "").split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "true");
        }
        return options;
    }
}
