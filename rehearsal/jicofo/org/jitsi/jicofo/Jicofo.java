package org.jitsi.jicofo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.jitsi.rehearsal.JibriProtocol;
import org.jitsi.rehearsal.Rehearsal;
import org.jitsi.rehearsal.Rooms;
import org.jitsi.rehearsal.XmppSession;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.caps.EntityCapsManager;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;

/** The parts put together, and what happens when the XMPP session comes and goes. */
final class Jicofo {
    private static final Logger LOGGER = Logger.getLogger(Jicofo.class.getName());

    static {
        EntityCapsManager.setDefaultEntityNode("http://jitsi.org/jicofo");
    }

    private final JicofoConfig config;
    private final ScheduledExecutorService scheduler = Rehearsal.scheduler();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final BridgeSelector bridges;
    private final JigasiPool gateways = new JigasiPool();
    private final Optional<RecordingRequests> recordings;
    private final List<Brewery> breweries;
    private final ConferenceStore conferences;
    private final Optional<Authentication> authentication;
    private final XmppSession session;

    Jicofo(JicofoConfig config) {
        this.config = config;
        this.bridges = new BridgeSelector(config.bridges(), scheduler);
        this.authentication = config.authenticationDomain().map(Authentication::new);
        this.conferences = new ConferenceStore(config, bridges, authentication, scheduler, workers);
        this.recordings = config.recorders().map(
                recorders -> new RecordingRequests(recorders, new Recorders(), conferences, scheduler, workers));
        QName stats = new QName(Rooms.STATS_NAMESPACE, "stats");
        this.breweries = Stream.of(
                config.bridgeBrewery().map(room -> new Brewery(room, config, stats, bridges, scheduler)),
                config.jigasiBrewery().map(room -> new Brewery(room, config, stats, gateways, scheduler)),
                recordings.map(requests -> new Brewery(requests.brewery(), config,
                        new QName(JibriProtocol.NAMESPACE, JibriProtocol.STATUS), requests.recorders(), scheduler)))
                .flatMap(Optional::stream).toList();
        this.session = new XmppSession(config.account(), this::prepare, this::loggedIn, this::lost);
    }

    void start() throws IOException {
        if (config.bridgeBrewery().isEmpty()) {
            LOGGER.severe("No bridge detector configured.");
        }
        JicofoHealth health = new JicofoHealth(config, bridges, conferences, session, scheduler);
        if (config.rest().enabled()) {
            JicofoHttp.create(config, health, bridges, gateways, conferences).start();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(session::stop, "shutdown"));
        session.start();
    }

    private void prepare(XMPPTCPConnection connection) {
        ServiceDiscoveryManager.getInstanceFor(connection)
                .addFeature("https://jitsi.org/meet/jicofo/terminate-restart");
        new ConferenceRequests(config, conferences, authentication).register(connection);
        if (config.jigasiBrewery().isPresent()) {
            new DialRequests(gateways, conferences).register(connection);
        }
        recordings.ifPresent(requests -> requests.register(connection));
        bridges.use(connection);
        conferences.use(connection);
    }

    private void loggedIn(XMPPTCPConnection connection) {
        workers.execute(() -> discoverComponents(connection));
        breweries.forEach(room -> workers.execute(() -> room.join(connection)));
    }

    private void lost() {
        breweries.forEach(Brewery::left);
        conferences.endAll();
    }

    private void discoverComponents(XMPPTCPConnection connection) {
        try {
            ServiceDiscoveryManager.getInstanceFor(connection).discoverInfo(config.xmppDomain()).getIdentities().stream()
                    .filter(identity -> "component".equals(identity.getCategory()))
                    .map(Jicofo::describe)
                    .forEach(component -> LOGGER.info("Discovered component: " + component));
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, "Failed to discover the components of " + config.xmppDomain() + ": " + e);
        }
    }

    private static String describe(DiscoverInfo.Identity identity) {
        return identity.getType() + " at " + identity.getName();
    }
}
