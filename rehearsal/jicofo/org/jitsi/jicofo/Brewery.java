package org.jitsi.jicofo;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.namespace.QName;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.PresenceListener;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.parts.Resourcepart;

/** A room where services of one kind announce themselves. Whoever shows the kind's status there is taken for one. */
final class Brewery {
    /** Who keeps the list of them. */
    interface Instances {
        void update(EntityFullJid occupant, StandardExtensionElement status);

        void remove(EntityFullJid occupant);

        void clear();
    }

    private static final Logger LOGGER = Logger.getLogger(Brewery.class.getName());
    private static final int RETRY_SECONDS = 15;

    private final EntityBareJid address;
    private final JicofoConfig config;
    private final QName status;
    private final Instances instances;
    private final ScheduledExecutorService scheduler;
    /** One object, so that it is registered once however often the room is joined. */
    private final PresenceListener listener = this::presence;

    /** @param status extension of the presence that tells what an instance is and does */
    Brewery(EntityBareJid address, JicofoConfig config, QName status, Instances instances,
            ScheduledExecutorService scheduler) {
        this.address = address;
        this.config = config;
        this.status = status;
        this.instances = instances;
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

    /** The session is over: what was known of the instances is void. */
    void left() {
        instances.clear();
    }

    private void presence(Presence presence) {
        EntityFullJid occupant = presence.getFrom().asEntityFullJidIfPossible();
        StandardExtensionElement told = (StandardExtensionElement)
                presence.getExtensionElement(status.getLocalPart(), status.getNamespaceURI());
        if (presence.getType() == Presence.Type.unavailable) {
            instances.remove(occupant);
        } else if (presence.getType() == Presence.Type.available && told != null) {
            instances.update(occupant, told);
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
        instances.clear();
    }
}
