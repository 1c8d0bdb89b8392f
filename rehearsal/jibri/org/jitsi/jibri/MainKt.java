package org.jitsi.jibri;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.rehearsal.ConfigFile;
import org.jitsi.rehearsal.Rehearsal;
import org.jxmpp.stringprep.XmppStringprepException;

/** Stands in for jibri. The name is the real program's main class. */
public final class MainKt {
    private static final Logger LOGGER = Logger.getLogger(MainKt.class.getName());
    /** Exit codes of the real program, by which its supervisor knows whether to start it again. */
    static final int EXIT_SHUT_DOWN = 255;
    static final int EXIT_NEW_CONFIG = 0;

    private MainKt() {}

    public static void main(String[] arguments) {
        Config config = ConfigFile.loadOrExit();
        Rehearsal.announce(MainKt.class, "jibri");
        try {
            run(JibriConfig.from(config));
        } catch (ConfigException | IOException e) {
            LOGGER.log(Level.SEVERE, "Failed to start jibri: " + e.getMessage(), e);
            System.exit(1);
        }
    }

    private static void run(JibriConfig config) throws IOException, XmppStringprepException {
        Jibri jibri = new Jibri(config);
        JibriHttp.start(config, jibri);
        List<ControlRoom> rooms = ControlRoom.all(config, jibri);
        rooms.forEach(ControlRoom::start);
        // Signals are not trapped, as in the real program: what is being recorded then is cut off.
    }
}
