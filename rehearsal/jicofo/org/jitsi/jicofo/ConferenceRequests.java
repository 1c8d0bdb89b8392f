package org.jitsi.jicofo;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.rehearsal.PlainIq;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** The requests that browsers send before they join a room: conference, login-url, logout. */
final class ConferenceRequests {
    static final String NAMESPACE = "http://jitsi.org/protocol/focus";
    private static final Logger LOGGER = Logger.getLogger(ConferenceRequests.class.getName());

    static {
        PlainIq.register("conference", NAMESPACE);
        PlainIq.register("login-url", NAMESPACE);
        PlainIq.register("logout", NAMESPACE);
    }

    private final JicofoConfig config;
    private final ConferenceStore conferences;
    private final Optional<Authentication> authentication;

    ConferenceRequests(JicofoConfig config, ConferenceStore conferences, Optional<Authentication> authentication) {
        this.config = config;
        this.conferences = conferences;
        this.authentication = authentication;
    }

    void register(XMPPTCPConnection connection) {
        handle(connection, "conference", IQ.Type.set, this::conference);
        if (authentication.isPresent()) {
            handle(connection, "login-url", IQ.Type.get, this::loginUrl);
            handle(connection, "logout", IQ.Type.set, this::logOut);
        }
    }

    private void handle(XMPPTCPConnection connection, String element, IQ.Type type, BiFunction<PlainIq, Jid, IQ> answer) {
        connection.registerIQRequestHandler(
                new AbstractIqRequestHandler(element, NAMESPACE, type, AbstractIqRequestHandler.Mode.async) {
            @Override
            public IQ handleIQRequest(IQ request) {
                return sender(request.getFrom())
                        .map(from -> answer.apply((PlainIq) request, from))
                        .orElseGet(() -> IQ.createErrorResponse(request, Condition.forbidden));
            }
        });
    }

    /**
     * The browser behind the request. The client proxy component sends it from its own domain with the browser's full
     * address as resource; that is believed only of the domain in jicofo.xmpp.client.client-proxy.
     */
    private Optional<Jid> sender(Jid from) {
        boolean proxied = from.getLocalpartOrNull() == null && from.getResourceOrNull() != null;
        if (!proxied) {
            return Optional.of(from);
        }
        if (!config.clientProxy().equals(Optional.of(from.asDomainBareJid()))) {
            LOGGER.severe("Refused a request through " + from.asDomainBareJid()
                    + ": jicofo.xmpp.client.client-proxy is " + config.clientProxy().map(Object::toString).orElse("not set"));
            return Optional.empty();
        }
        try {
            return Optional.of(JidCreate.from(from.getResourceOrEmpty().toString()));
        } catch (XmppStringprepException e) {
            return Optional.of(from);
        }
    }

    private IQ conference(PlainIq request, Jid from) {
        StandardExtensionElement query = request.payload();
        Optional<EntityBareJid> room = room(query);
        if (room.isEmpty()) {
            return refuse(request, Authentication.error(Condition.bad_request, "No 'room' specified."));
        }
        LOGGER.info("Conference request for room " + room.get() + ", from " + from);
        Optional<StanzaError> refusal = authentication.flatMap(known -> authorize(known, from, query, room.get()));
        if (refusal.isPresent()) {
            LOGGER.info("Refused " + from + ": " + refusal.get().getDescriptiveText());
            return refuse(request, refusal.get());
        }
        try {
            return answer(query, room.get(), from, conferences.request(room.get()));
        } catch (Exception e) {
            LOGGER.log(Level.SEVERE, "Failed to start the conference " + room.get(), e);
            return IQ.createErrorResponse(request, Condition.internal_server_error);
        }
    }

    private Optional<StanzaError> authorize(Authentication known, Jid from, StandardExtensionElement query,
            EntityBareJid room) {
        Optional<StanzaError> error = known.authenticate(from, query);
        if (error.isEmpty() && known.of(from).isEmpty() && !conferences.exists(room)) {
            return Optional.of(Authentication.error(Condition.not_authorized, "not authorized user domain"));
        }
        return error;
    }

    private IQ answer(StandardExtensionElement query, EntityBareJid room, Jid from, boolean ready) {
        StandardExtensionElement.Builder answer = StandardExtensionElement.builder("conference", NAMESPACE)
                .addAttribute("room", room.toString())
                .addAttribute("ready", String.valueOf(ready))
                .addAttribute("focusjid", config.account().username() + "@" + config.account().domain())
                .addElement(property("authentication", String.valueOf(authentication.isPresent())))
                .addElement(property("visitors-supported", "false"))
                .addElement(property("rehearsal", "true"));
        if (authentication.isPresent()) {
            answer.addElement(property("externalAuth", "false"));
        }
        authentication.flatMap(known -> known.of(from)).ifPresent(session ->
                answer.addAttribute("session-id", session.id()).addAttribute("identity", session.identity()));
        return new PlainIq(answer.build()).asResult();
    }

    private IQ loginUrl(PlainIq request, Jid from) {
        Optional<EntityBareJid> room = room(request.payload());
        String machine = request.payload().getAttributeValue("machine-uid");
        if (room.isEmpty()) {
            return IQ.createErrorResponse(request, Condition.not_acceptable);
        }
        if (machine == null || machine.isBlank()) {
            return refuse(request, Authentication.error(Condition.bad_request, "missing mandatory attribute 'machineUID'"));
        }
        String url = "./" + room.get().getLocalpart() + "?login=true";
        return new PlainIq(StandardExtensionElement.builder("login-url", NAMESPACE).addAttribute("url", url).build())
                .asResult();
    }

    private IQ logOut(PlainIq request, Jid from) {
        boolean known = authentication.orElseThrow().logOut(request.payload().getAttributeValue("session-id"));
        return known ? new PlainIq(StandardExtensionElement.builder("logout", NAMESPACE).build()).asResult()
                : refuse(request, Authentication.invalidSession());
    }

    private static Optional<EntityBareJid> room(StandardExtensionElement query) {
        String room = query.getAttributeValue("room");
        return Optional.ofNullable(room == null ? null : JidCreate.entityBareFromOrNull(room));
    }

    private static StandardExtensionElement property(String name, String value) {
        return StandardExtensionElement.builder("property", NAMESPACE)
                .addAttribute("name", name).addAttribute("value", value).build();
    }

    static IQ refuse(IQ request, StanzaError error) {
        return IQ.createErrorResponse(request, error);
    }
}
