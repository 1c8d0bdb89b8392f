package org.jitsi.jibri;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.jibri.JibriConfig.Environment;
import org.jitsi.rehearsal.JibriProtocol;
import org.jitsi.rehearsal.PlainIq;
import org.jitsi.rehearsal.Rooms;
import org.jitsi.rehearsal.XmppSession;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** The room where jicofo finds recorders, and the orders that come from it. One XMPP login for each server. */
final class ControlRoom {
    private static final Logger LOGGER = Logger.getLogger(ControlRoom.class.getName());
    static {
        JibriProtocol.register();
    }

    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(15);

    private final Environment environment;
    private final Jibri jibri;
    private final XmppSession session;
    private volatile MultiUserChat room;

    private ControlRoom(Environment environment, String host, Jibri jibri) {
        this.environment = environment;
        this.jibri = jibri;
        this.session = new XmppSession(
                new XmppSession.Account(host, environment.port(), environment.control().domain(),
                        environment.control().username(), environment.control().password(), null,
                        environment.security(), !environment.trustAll(), REPLY_TIMEOUT),
                this::prepare, this::join, this::lost);
        jibri.onChange(this::publish);
    }

    /** A host that two environments name is served for the first of them alone. */
    static List<ControlRoom> all(JibriConfig config, Jibri jibri) {
        Set<String> hosts = new HashSet<>();
        return config.environments().stream()
                .flatMap(environment -> environment.hosts().stream().filter(hosts::add)
                        .map(host -> new ControlRoom(environment, host, jibri)))
                .toList();
    }

    void start() {
        session.start();
    }

    private void prepare(XMPPTCPConnection connection) {
        connection.registerIQRequestHandler(new AbstractIqRequestHandler(JibriProtocol.ELEMENT,
                JibriProtocol.NAMESPACE, IQ.Type.set, AbstractIqRequestHandler.Mode.async) {
            @Override
            public IQ handleIQRequest(IQ request) {
                boolean ours = request.getFrom() != null
                        && request.getFrom().asBareJid().toString().equals(environment.room());
                return ours ? order((PlainIq) request) : IQ.createErrorResponse(request, Condition.forbidden);
            }
        });
    }

    private void join(XMPPTCPConnection connection) {
        try {
            MultiUserChat joined = Rooms.room(connection, JidCreate.entityBareFrom(environment.room()));
            joined.addPresenceInterceptor(presence -> presence.addExtension(status()));
            if (joined.createOrJoin(Resourcepart.from(environment.nickname())) != null) {
                Rooms.configure(joined);
            }
            room = joined;
            LOGGER.info("Joined " + environment.room() + " as " + environment.nickname());
        } catch (Exception e) {
            LOGGER.log(Level.SEVERE, "Failed to join " + environment.room() + ": " + e);
        }
    }

    /** Whoever gave the orders is gone. */
    private void lost() {
        room = null;
        if (jibri.isBusy()) {
            LOGGER.warning("The XMPP connection is lost: the session ends");
            jibri.stop();
        }
    }

    private StandardExtensionElement status() {
        return JibriProtocol.presence(jibri.isBusy(), jibri.isHealthy());
    }

    private void publish() {
        MultiUserChat joined = room;
        if (joined == null) {
            return;
        }
        try {
            session.connection().sendStanza(session.connection().getStanzaFactory().buildPresenceStanza()
                    .ofType(Presence.Type.available)
                    .to(JidCreate.entityFullFrom(joined.getRoom(), Resourcepart.from(environment.nickname())))
                    .addExtension(status()).build());
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, "Failed to send presence: " + e);
        }
    }

    private IQ order(PlainIq request) {
        StandardExtensionElement order = request.payload();
        String action = order.getAttributeValue("action");
        if ("stop".equals(action)) {
            jibri.stop();
            return JibriProtocol.answer("off", null, false);
        }
        if (!"start".equals(action)) {
            return IQ.createErrorResponse(request, Condition.bad_request);
        }
        try {
            Session wanted = Session.from(order, environment);
            boolean started = jibri.start(wanted, client(request.getFrom(), wanted));
            return started ? JibriProtocol.answer("pending", null, false) : JibriProtocol.answer("off", "busy", true);
        } catch (IllegalArgumentException e) {
            LOGGER.severe("Refused a request: " + e.getMessage());
            return JibriProtocol.answer("off", "error", false);
        }
    }

    /** Reports to the jicofo that gave the order. */
    private Jibri.Client client(Jid focus, Session wanted) {
        return new Jibri.Client() {
            @Override
            public void started() {
                report(JibriProtocol.status("on", wanted.id(), null, false));
            }

            @Override
            public void ended(String failure, boolean shouldRetry) {
                report(JibriProtocol.status("off", wanted.id(), failure, shouldRetry));
            }

            private void report(PlainIq status) {
                status.setType(IQ.Type.set);
                status.setTo(focus);
                try {
                    session.connection().sendStanza(status);
                } catch (Exception e) {
                    LOGGER.warning("Could not report to " + focus + ": " + e);
                }
            }
        };
    }
}
