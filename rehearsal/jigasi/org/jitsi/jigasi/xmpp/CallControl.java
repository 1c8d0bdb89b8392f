package org.jitsi.jigasi.xmpp;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.jigasi.CallGateway;
import org.jitsi.jigasi.GatewayProperties;
import org.jitsi.rehearsal.PlainIq;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/** Takes jicofo's orders: dial, and hang up. Nobody else's. */
final class CallControl {
    static final String RAYO = "urn:xmpp:rayo:1";
    private static final Logger LOGGER = Logger.getLogger(CallControl.class.getName());
    private static final String TRANSCRIBE = "jitsi_meet_transcribe";

    static {
        List.of("dial", "hangup", "ref").forEach(element -> PlainIq.register(element, RAYO));
    }

    private final CallGateway sip;
    private final CallGateway transcription;
    private final Jid allowed;

    /** A gateway that this role does not have is null. */
    CallControl(GatewayProperties properties, CallGateway sip, CallGateway transcription) {
        this.sip = sip;
        this.transcription = transcription;
        this.allowed = JidCreate.fromOrThrowUnchecked(properties.required("org.jitsi.jigasi.ALLOWED_JID"));
    }

    void register(XMPPTCPConnection connection) {
        connection.registerIQRequestHandler(
                new AbstractIqRequestHandler("dial", RAYO, IQ.Type.set, AbstractIqRequestHandler.Mode.async) {
            @Override
            public IQ handleIQRequest(IQ request) {
                return answer((PlainIq) request);
            }
        });
    }

    private IQ answer(PlainIq request) {
        if (!allowed.equals(request.getFrom().asBareJid())) {
            LOGGER.severe("Refused a dial request of " + request.getFrom() + ": only " + allowed + " may ask");
            return IQ.createErrorResponse(request, Condition.not_allowed);
        }
        try {
            return dial(request.payload());
        } catch (Exception e) {
            LOGGER.log(Level.SEVERE, "Error processing RayoIq: " + e.getMessage(), e);
            return IQ.createErrorResponse(request, StanzaError.from(Condition.internal_server_error,
                    String.valueOf(e.getMessage())).build());
        }
    }

    private IQ dial(StandardExtensionElement dial) throws Exception {
        String to = dial.getAttributeValue("to");
        EntityBareJid room = JidCreate.entityBareFrom(header(dial, "JvbRoomName"));
        CallGateway gateway = TRANSCRIBE.equals(to) ? transcription : sip;
        LOGGER.info("Got dial request " + dial.getAttributeValue("from") + " -> " + to + " room: " + room);
        if (gateway == null) {
            LOGGER.severe("Cannot accept dial request " + to + " because its gateway is disabled");
            return ref("not-acceptable");
        }
        Meeting meeting = gateway.dial(to, room, headerOrNull(dial, "JvbRoomPassword"));
        takeHangUps(meeting, gateway);
        return ref("xmpp:" + meeting.occupant());
    }

    /** Whoever is in the room may hang up the call, at its address in the room. */
    private static void takeHangUps(Meeting meeting, CallGateway gateway) {
        meeting.connection().registerIQRequestHandler(
                new AbstractIqRequestHandler("hangup", RAYO, IQ.Type.set, AbstractIqRequestHandler.Mode.async) {
            @Override
            public IQ handleIQRequest(IQ request) {
                try {
                    // The answer comes first: hanging up ends the connection.
                    meeting.connection().sendStanza(IQ.createResultIQ(request));
                } catch (SmackException.NotConnectedException | InterruptedException e) {
                    LOGGER.log(Level.FINE, "Nobody heard that the call ends.", e);
                }
                gateway.hangUp(meeting);
                return null;
            }
        });
    }

    private static IQ ref(String uri) {
        return new PlainIq(StandardExtensionElement.builder("ref", RAYO).addAttribute("uri", uri).build()).asResult();
    }

    private static String header(StandardExtensionElement dial, String name) {
        String value = headerOrNull(dial, name);
        if (value == null) {
            throw new IllegalArgumentException("No " + name + " header found");
        }
        return value;
    }

    private static String headerOrNull(StandardExtensionElement dial, String name) {
        return Rooms.children(dial, "header").stream()
                .filter(header -> name.equals(header.getAttributeValue("name")))
                .map(header -> header.getAttributeValue("value"))
                .findFirst().orElse(null);
    }
}
