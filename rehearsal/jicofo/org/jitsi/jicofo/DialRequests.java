package org.jitsi.jicofo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.jitsi.rehearsal.PlainIq;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;

/** Passes on what people in a room dial, to a SIP gateway or to a transcriber. */
final class DialRequests {
    private static final Logger LOGGER = Logger.getLogger(DialRequests.class.getName());
    private static final String RAYO = "urn:xmpp:rayo:1";
    private static final String TRANSCRIBE = "jitsi_meet_transcribe";
    private static final int RETRIES = 2;

    static {
        PlainIq.register("dial", RAYO);
        PlainIq.register("ref", RAYO);
    }

    private final JigasiPool gateways;
    private final ConferenceStore conferences;

    DialRequests(JigasiPool gateways, ConferenceStore conferences) {
        this.gateways = gateways;
        this.conferences = conferences;
    }

    void register(XMPPTCPConnection connection) {
        connection.registerIQRequestHandler(
                new AbstractIqRequestHandler("dial", RAYO, IQ.Type.set, AbstractIqRequestHandler.Mode.async) {
            @Override
            public IQ handleIQRequest(IQ request) {
                return dial((PlainIq) request, connection);
            }
        });
    }

    private IQ dial(PlainIq request, XMPPTCPConnection connection) {
        EntityFullJid from = request.getFrom().asEntityFullJidIfPossible();
        if (from == null) {
            return IQ.createErrorResponse(request, Condition.bad_request);
        }
        EntityBareJid room = from.asEntityBareJid();
        Optional<Conference> conference = conferences.find(room);
        if (conference.isEmpty()) {
            return IQ.createErrorResponse(request, Condition.item_not_found);
        }
        if (!conference.get().isModerator(from.getResourcepart()) || !namesRoom(request.payload(), room)) {
            LOGGER.warning("Rejected a dial request of " + from);
            return IQ.createErrorResponse(request, Condition.forbidden);
        }
        return invite(request, connection);
    }

    private static boolean namesRoom(StandardExtensionElement dial, EntityBareJid room) {
        return Rooms.children(dial, "header").stream()
                .filter(header -> "JvbRoomName".equals(header.getAttributeValue("name")))
                .allMatch(header -> room.toString().equals(header.getAttributeValue("value")));
    }

    private IQ invite(PlainIq request, XMPPTCPConnection connection) {
        boolean transcriber = TRANSCRIBE.equals(request.payload().getAttributeValue("to"));
        List<EntityFullJid> failed = new ArrayList<>();
        Condition reason = Condition.service_unavailable;
        while (failed.size() <= RETRIES) {
            Optional<EntityFullJid> gateway = gateways.select(transcriber, failed);
            if (gateway.isEmpty()) {
                break;
            }
            LOGGER.info("Selected " + gateway.get() + " (request from " + request.getFrom() + ")");
            try {
                return pass(request, gateway.get(), connection);
            } catch (XMPPErrorException e) {
                LOGGER.warning("Jigasi instance returned error (" + gateway.get() + "): " + e.getMessage());
                reason = Condition.undefined_condition;
            } catch (Exception e) {
                LOGGER.warning("Jigasi instance timed out: " + gateway.get() + ": " + e);
                reason = Condition.remote_server_timeout;
            }
            failed.add(gateway.get());
        }
        return IQ.createErrorResponse(request, reason);
    }

    private static IQ pass(PlainIq request, EntityFullJid gateway, XMPPTCPConnection connection) throws Exception {
        PlainIq order = new PlainIq(request.payload());
        order.setType(IQ.Type.set);
        order.setTo(gateway);
        IQ answer = connection.sendIqRequestAndWaitForResponse(order);
        return new PlainIq(((PlainIq) answer).payload()).asResult();
    }
}
