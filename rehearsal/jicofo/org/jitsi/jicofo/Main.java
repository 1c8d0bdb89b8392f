package org.jitsi.jicofo;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.rehearsal.ConfigFile;
import org.jitsi.rehearsal.Rehearsal;

/** Stands in for jicofo. The name is the real program's main class. */
public final class Main {
    private static final Logger LOGGER = Logger.getLogger(Main.class.getName());

    private Main() {}

    public static void main(String[] arguments) {
        Config config = ConfigFile.loadOrExit();
        Rehearsal.announce(Main.class, "jicofo");
        try {
            new Jicofo(JicofoConfig.from(config)).start();
        } catch (ConfigException | IOException e) {
            // The real jicofo ends with 0 here too, so a supervisor that takes 0 for done never restarts it.
            LOGGER.log(Level.SEVERE, "Failed to start jicofo: " + e.getMessage(), e);
            System.exit(0);
        }
    }
}
