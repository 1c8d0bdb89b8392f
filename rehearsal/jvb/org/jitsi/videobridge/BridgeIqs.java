package org.jitsi.videobridge;

import java.util.List;
import java.util.function.Function;
import java.util.logging.Logger;
import org.jitsi.rehearsal.PlainIq;
import org.jitsi.rehearsal.Rehearsal;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.iqversion.packet.Version;

/** The requests a bridge answers, and only to occupants of its own rooms. */
final class BridgeIqs {
    private static final Logger LOGGER = Logger.getLogger(BridgeIqs.class.getName());

    static {
        PlainIq.register("healthcheck", Rooms.HEALTH_NAMESPACE);
        PlainIq.register("conference-modify", Rooms.COLIBRI2_NAMESPACE);
    }

    private final List<String> rooms;
    private final BridgeState state;
    private final BridgeHealth health;

    BridgeIqs(List<String> rooms, BridgeState state, BridgeHealth health) {
        this.rooms = rooms;
        this.state = state;
        this.health = health;
    }

    void register(XMPPTCPConnection connection) {
        handle(connection, "healthcheck", Rooms.HEALTH_NAMESPACE, IQ.Type.get, this::health);
        handle(connection, "query", "jabber:iq:version", IQ.Type.get, this::version);
        handle(connection, "conference-modify", Rooms.COLIBRI2_NAMESPACE, IQ.Type.set, this::modify);
    }

    private void handle(XMPPTCPConnection connection, String element, String namespace, IQ.Type type,
            Function<IQ, IQ> answer) {
        connection.registerIQRequestHandler(
                new AbstractIqRequestHandler(element, namespace, type, AbstractIqRequestHandler.Mode.async) {
            @Override
            public IQ handleIQRequest(IQ request) {
                boolean ours = request.getFrom() != null && rooms.contains(request.getFrom().asBareJid().toString());
                return ours ? answer.apply(request) : IQ.createErrorResponse(request, Condition.forbidden);
            }
        });
    }

    private IQ health(IQ request) {
        return health.failure().map(reason -> error(request, Condition.internal_server_error, reason))
                .orElseGet(() -> IQ.createResultIQ(request));
    }

    private IQ version(IQ request) {
        return Version.createResultFor(request, new Version("JVB " + Rehearsal.MARK,
                Rehearsal.version(MainKt.class), System.getProperty("os.name")));
    }

    /** Books endpoints without media: the answer has no transport, and says so. */
    private IQ modify(IQ request) {
        StandardExtensionElement change = ((PlainIq) request).payload();
        String meeting = change.getAttributeValue("meeting-id");
        boolean create = Boolean.parseBoolean(change.getAttributeValue("create"));
        if (meeting == null) {
            return error(request, Condition.bad_request, "meeting-id is missing");
        }
        if (create && state.gracefulShutdown()) {
            return error(request, Condition.service_unavailable, "In graceful shutdown");
        }
        if (!create && !state.knows(meeting)) {
            return error(request, Condition.item_not_found, "Conference not found for meeting-id: " + meeting);
        }
        if (Boolean.parseBoolean(change.getAttributeValue("expire"))) {
            state.expire(meeting);
        }
        Rooms.children(change, "endpoint").forEach(endpoint -> apply(meeting, endpoint));
        LOGGER.info("Conference " + change.getAttributeValue("name") + ": " + state.participants()
                + " endpoint(s) on this bridge, without media");
        return new PlainIq(StandardExtensionElement.builder("conference-modified", Rooms.COLIBRI2_NAMESPACE)
                .addAttribute("rehearsal", Rehearsal.MARK).build()).asResult();
    }

    private void apply(String meeting, StandardExtensionElement endpoint) {
        String id = endpoint.getAttributeValue("id");
        if (Boolean.parseBoolean(endpoint.getAttributeValue("expire"))) {
            state.removeEndpoint(meeting, id);
        } else if (Boolean.parseBoolean(endpoint.getAttributeValue("create"))) {
            state.addEndpoint(meeting, id);
        }
    }

    private static IQ error(IQ request, Condition condition, String text) {
        return IQ.createErrorResponse(request, StanzaError.from(condition, text).build());
    }
}
