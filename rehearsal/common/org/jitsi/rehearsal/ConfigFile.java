package org.jitsi.rehearsal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.util.Optional;

/** Reads the file of -Dconfig.file as the real programs do: over the defaults in the jar, environment resolved. */
public final class ConfigFile {
    private ConfigFile() {}

    /** The configuration. A file that is missing, cannot be parsed or names an unset variable ends the program with 1. */
    public static Config loadOrExit() {
        try {
            return load();
        } catch (ConfigException e) {
            System.err.println(Rehearsal.MARK + " SEVERE: cannot read the configuration: " + e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    private static Config load() {
        String path = System.getProperty("config.file");
        if (path == null) {
            throw new ConfigException.Generic("-Dconfig.file is not set");
        }
        ConfigParseOptions strict = ConfigParseOptions.defaults().setAllowMissing(false);
        return ConfigFactory.load(ConfigFactory.parseFile(new File(path), strict));
    }

    /** The string at the path, or nothing where the key is absent. */
    public static Optional<String> optional(Config config, String path) {
        return config.hasPath(path) ? Optional.of(config.getString(path)) : Optional.empty();
    }
}
