package org.jitsi.jicofo;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.PresenceListener;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.parts.Resourcepart;

/** A room where bridges or gateways announce themselves. Whoever shows statistics there is taken for one. */
final class Brewery {
    private static final Logger LOGGER = Logger.getLogger(Brewery.class.getName());
    private static final int RETRY_SECONDS = 15;

    private final EntityBareJid address;
    private final JicofoConfig config;
    private final BreweryPool pool;
    private final ScheduledExecutorService scheduler;
    /** One object, so that it is registered once however often the room is joined. */
    private final PresenceListener listener = this::presence;

    Brewery(EntityBareJid address, JicofoConfig config, BreweryPool pool,
            ScheduledExecutorService scheduler) {
        this.address = address;
        this.config = config;
        this.pool = pool;
        this.scheduler = scheduler;
    }

    /** Joins as owner. Not being one ("Only owners can configure rooms") leaves the room and tries again. */
    void join(XMPPTCPConnection connection) {
        MultiUserChat room = Rooms.room(connection, address);
        try {
            room.addParticipantListener(listener);
            room.createOrJoin(Resourcepart.from(config.account().username()));
            Rooms.configure(room);
            LOGGER.info("Joined the room " + address);
        } catch (Exception e) {
            LOGGER.log(Level.SEVERE, "Failed to create room " + address + ": " + e);
            leave(room);
            if (connection.isConnected()) {
                scheduler.schedule(() -> join(connection), RETRY_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** The session is over: what was known of the services is void. */
    void left() {
        pool.clear();
    }

    private void presence(Presence presence) {
        EntityFullJid occupant = presence.getFrom().asEntityFullJidIfPossible();
        StandardExtensionElement stats = Rooms.stats(presence);
        if (presence.getType() == Presence.Type.unavailable) {
            pool.remove(occupant);
        } else if (presence.getType() == Presence.Type.available && stats != null) {
            pool.update(occupant, stats);
        }
    }

    private void leave(MultiUserChat room) {
        try {
            room.removeParticipantListener(listener);
            if (room.isJoined()) {
                room.leave();
            }
        } catch (Exception e) {
            LOGGER.log(Level.FINE, "Could not leave " + address, e);
        }
        pool.clear();
    }
}
