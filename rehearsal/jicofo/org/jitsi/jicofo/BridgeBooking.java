package org.jitsi.jicofo;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.rehearsal.PlainIq;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.parts.Resourcepart;

/** A conference's place on a bridge. Endpoints are named and nothing is sent through them: there is no media here. */
final class BridgeBooking {
    private static final Logger LOGGER = Logger.getLogger(BridgeBooking.class.getName());

    private final EntityBareJid room;
    private final String meetingId;
    private final XMPPTCPConnection connection;
    private final BridgeSelector bridges;
    private final Set<Resourcepart> booked = new HashSet<>();
    private Bridge bridge;

    BridgeBooking(EntityBareJid room, String meetingId, XMPPTCPConnection connection, BridgeSelector bridges) {
        this.room = room;
        this.meetingId = meetingId;
        this.connection = connection;
        this.bridges = bridges;
    }

    /** Books the members that are not booked yet. A bridge that does not answer is banned and the next one is tried. */
    synchronized void add(Collection<Resourcepart> members) {
        List<Resourcepart> missing = members.stream().filter(member -> !booked.contains(member)).toList();
        while (!missing.isEmpty()) {
            boolean first = bridge == null;
            Optional<Bridge> chosen = first ? bridges.select() : Optional.of(bridge);
            if (chosen.isEmpty()) {
                LOGGER.severe("No bridge for " + room + ": its members would have no audio or video.");
                return;
            }
            if (send(chosen.get(), with(change(first), endpoints(missing, "create")))) {
                bridge = chosen.get();
                booked.addAll(missing);
                bridge.endpoints().addAndGet(missing.size());
                LOGGER.info("Booked " + missing + " of " + room + " on " + bridge.address());
                return;
            }
            bridge = null;
            booked.clear();
            missing = List.copyOf(members);
        }
    }

    synchronized void remove(Resourcepart member) {
        if (bridge != null && booked.remove(member)) {
            bridge.endpoints().decrementAndGet();
            send(bridge, with(change(false), endpoints(List.of(member), "expire")));
        }
    }

    synchronized void expire() {
        if (bridge != null) {
            bridge.endpoints().addAndGet(-booked.size());
            send(bridge, change(false).addAttribute("expire", "true"));
            bridge = null;
            booked.clear();
        }
    }

    private StandardExtensionElement.Builder change(boolean create) {
        return StandardExtensionElement.builder("conference-modify", Rooms.COLIBRI2_NAMESPACE)
                .addAttribute("meeting-id", meetingId)
                .addAttribute("name", room.toString())
                .addAttribute("create", String.valueOf(create));
    }

    private static StandardExtensionElement.Builder with(StandardExtensionElement.Builder change,
            List<StandardExtensionElement> children) {
        children.forEach(change::addElement);
        return change;
    }

    private static List<StandardExtensionElement> endpoints(Collection<Resourcepart> members, String action) {
        return members.stream()
                .map(member -> StandardExtensionElement.builder("endpoint", Rooms.COLIBRI2_NAMESPACE)
                        .addAttribute("id", member.toString()).addAttribute(action, "true").build())
                .toList();
    }

    /** True when the bridge agreed. Any failure bans it for a while. */
    private boolean send(Bridge to, StandardExtensionElement.Builder change) {
        PlainIq request = new PlainIq(change.build());
        request.setType(IQ.Type.set);
        request.setTo(to.address());
        try {
            IQ answer = connection.createStanzaCollectorAndSend(request).nextResult();
            if (answer != null && answer.getType() == IQ.Type.result) {
                return true;
            }
            LOGGER.severe((answer == null ? "Timed out asking " : "Refused by ") + to + " for " + room);
        } catch (SmackException.NotConnectedException e) {
            LOGGER.log(Level.WARNING, "Not connected while asking " + to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        to.setOperational(false);
        return false;
    }
}
