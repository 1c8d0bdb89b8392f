package org.jitsi.videobridge;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.rehearsal.ConfigFile;
import org.jitsi.rehearsal.HttpApi;
import org.jitsi.rehearsal.Rehearsal;

/** Stands in for jitsi-videobridge2. The name is the real program's main class. */
public final class MainKt {
    private static final Logger LOGGER = Logger.getLogger(MainKt.class.getName());

    private MainKt() {}

    public static void main(String[] arguments) {
        Config config = ConfigFile.loadOrExit();
        Rehearsal.announce(MainKt.class, "jitsi-videobridge");
        try {
            run(config);
        } catch (ConfigException | IOException e) {
            LOGGER.log(Level.SEVERE, "Failed to start the videobridge: " + e.getMessage(), e);
            System.exit(1);
        }
    }

    private static void run(Config config) throws IOException {
        ScheduledExecutorService scheduler = Rehearsal.scheduler();
        MediaPort media = MediaPort.open(config.getInt("videobridge.ice.udp.port"));
        Candidates candidates = Candidates.gather(config, media);
        BridgeHealth health = new BridgeHealth(config, media, candidates, scheduler);
        BridgeState state = new BridgeState(config, health, scheduler);
        List<MucClient> clients = MucClient.fromConfig(config, state, health, scheduler);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clients.forEach(MucClient::stop), "shutdown"));
        HttpApi http = BridgeHttp.create(config, state, health, candidates, clients);
        http.start();
        clients.forEach(MucClient::start);
    }
}
