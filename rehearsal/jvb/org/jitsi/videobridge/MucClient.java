package org.jitsi.videobridge;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.rehearsal.Rehearsal;
import org.jitsi.rehearsal.Rooms;
import org.jitsi.rehearsal.XmppSession;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** One XMPP login of the bridge: joins its rooms and tells there how it does, every few seconds. */
final class MucClient {
    private static final Logger LOGGER = Logger.getLogger(MucClient.class.getName());
    /** What the presence keeps with videobridge.apis.xmpp-client.stats-filter.enabled. */
    private static final Set<String> FILTERED = Set.of("average_participant_stress", "colibri2", "current_timestamp",
            "drain", "graceful_shutdown", "healthy", "region", "relay_id", "shutting_down", "stress_level", "version");
    private static final List<String> FEATURES = List.of(Rooms.HEALTH_NAMESPACE, "urn:xmpp:jingle:apps:dtls:0",
            "urn:xmpp:jingle:transports:ice-udp:1", "jabber:iq:version");

    private final MucClientConfig config;
    private final BridgeState state;
    private final BridgeHealth health;
    private final boolean filter;
    private final XmppSession session;
    private final Map<EntityBareJid, MultiUserChat> joined = new ConcurrentHashMap<>();
    private volatile XMPPTCPConnection connection;

    private MucClient(MucClientConfig config, BridgeState state, BridgeHealth health, boolean filter) {
        this.config = config;
        this.state = state;
        this.health = health;
        this.filter = filter;
        this.session = new XmppSession(config.account(), this::prepare, this::join, joined::clear);
    }

    static List<MucClient> fromConfig(Config config, BridgeState state, BridgeHealth health,
            ScheduledExecutorService scheduler) {
        boolean filter = config.getBoolean("videobridge.apis.xmpp-client.stats-filter.enabled");
        long interval = config.getDuration("videobridge.apis.xmpp-client.presence-interval", TimeUnit.MILLISECONDS);
        List<MucClient> clients = MucClientConfig.all(config).stream()
                .map(entry -> new MucClient(entry, state, health, filter)).toList();
        for (MucClient client : clients) {
            Runnable publish = Rehearsal.guarded(LOGGER, client::publish);
            scheduler.scheduleAtFixedRate(publish, interval, interval, TimeUnit.MILLISECONDS);
        }
        return clients;
    }

    void start() {
        session.start();
    }

    void stop() {
        session.stop();
    }

    String id() {
        return config.id();
    }

    boolean isConnected() {
        return session.isLoggedIn();
    }

    int roomsConfigured() {
        return config.rooms().size();
    }

    int roomsJoined() {
        return isConnected() ? (int) joined.values().stream().filter(MultiUserChat::isJoined).count() : 0;
    }

    private void prepare(XMPPTCPConnection fresh) {
        FEATURES.forEach(ServiceDiscoveryManager.getInstanceFor(fresh)::addFeature);
        new BridgeIqs(config.rooms(), state, health).register(fresh);
        connection = fresh;
    }

    private void join(XMPPTCPConnection fresh) {
        for (String address : config.rooms()) {
            try {
                join(fresh, JidCreate.entityBareFrom(address));
            } catch (Exception e) {
                LOGGER.log(Level.SEVERE, "Failed to join " + address + ": " + e);
            }
        }
    }

    private void join(XMPPTCPConnection fresh, EntityBareJid address) throws Exception {
        MultiUserChat room = Rooms.room(fresh, address);
        room.addPresenceInterceptor(presence -> presence.addExtension(statistics()));
        boolean created = room.createOrJoin(Resourcepart.from(config.nickname())) != null;
        if (created) {
            Rooms.configure(room);
        }
        joined.put(address, room);
        LOGGER.info("Joined " + address + " as " + config.nickname() + (created ? ", and created it" : ""));
    }

    private void publish() {
        joined.forEach((address, room) -> {
            try {
                EntityFullJid occupant = JidCreate.entityFullFrom(address, Resourcepart.from(config.nickname()));
                connection.sendStanza(connection.getStanzaFactory().buildPresenceStanza()
                        .ofType(Presence.Type.available).to(occupant).addExtension(statistics()).build());
            } catch (SmackException.NotConnectedException e) {
                LOGGER.fine("Not connected, no presence sent.");
            } catch (Exception e) {
                LOGGER.log(Level.WARNING, "Failed to send presence to " + address + ": " + e);
            }
        });
    }

    private StandardExtensionElement statistics() {
        StandardExtensionElement.Builder stats = StandardExtensionElement.builder("stats", Rooms.STATS_NAMESPACE);
        state.statistics().forEach((name, value) -> {
            if (!filter || FILTERED.contains(name)) {
                stats.addElement(StandardExtensionElement.builder("stat", Rooms.STATS_NAMESPACE)
                        .addAttribute("name", name).addAttribute("value", String.valueOf(value)).build());
            }
        });
        return stats.build();
    }
}
