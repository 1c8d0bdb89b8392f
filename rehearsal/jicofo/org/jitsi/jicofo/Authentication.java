package org.jitsi.jicofo;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.Jid;

/** Who may create rooms: users of one XMPP domain, and whoever shows the session id that such a user was given. */
final class Authentication {
    /** A login from one browser (machine). */
    record Session(String id, String machine, String identity) {}

    private static final Logger LOGGER = Logger.getLogger(Authentication.class.getName());

    private final DomainBareJid domain;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<Jid, Session> byAddress = new ConcurrentHashMap<>();

    Authentication(DomainBareJid domain) {
        this.domain = domain;
        LOGGER.info("Users of " + domain + " may create rooms.");
    }

    /** The session of an address that has authenticated before. */
    Optional<Session> of(Jid address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** Forgets a session. False where it is not known. */
    boolean logOut(String sessionId) {
        Session session = sessionId == null ? null : sessions.remove(sessionId);
        byAddress.values().removeIf(known -> known.equals(session));
        return session != null;
    }

    /** Opens or continues the session that the request proves. An error where it proves a wrong one. */
    Optional<StanzaError> authenticate(Jid from, StandardExtensionElement request) {
        String machine = request.getAttributeValue("machine-uid");
        String sessionId = request.getAttributeValue("session-id");
        Session session = null;
        if (sessionId != null && !sessionId.isBlank()) {
            session = sessions.get(sessionId);
            if (session == null) {
                return Optional.of(invalidSession());
            }
            if (!session.machine().equals(machine)) {
                return Optional.of(error(Condition.not_acceptable, "machine UID mismatch or empty"));
            }
        }
        if (session == null && from.asDomainBareJid().equals(domain)) {
            if (machine == null || machine.isBlank()) {
                return Optional.of(error(Condition.not_acceptable, "Missing mandatory attribute 'machine-uid'"));
            }
            session = new Session(UUID.randomUUID().toString(), machine, from.asBareJid().toString());
            sessions.put(session.id(), session);
        }
        if (session != null) {
            byAddress.put(from, session);
            LOGGER.info("Authenticated " + from + " as " + session.identity());
        }
        return Optional.empty();
    }

    static StanzaError invalidSession() {
        return StanzaError.from(Condition.not_acceptable, "invalid session")
                .addExtension(StandardExtensionElement.builder("session-invalid", ConferenceRequests.NAMESPACE).build())
                .build();
    }

    static StanzaError error(Condition condition, String text) {
        return StanzaError.from(condition, text).build();
    }
}
