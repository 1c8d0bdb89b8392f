package org.jitsi.jicofo;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jitsi.jicofo.JicofoConfig.RecorderSettings;
import org.jitsi.rehearsal.JibriProtocol;
import org.jitsi.rehearsal.PlainIq;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.EntityFullJid;

/** One recording or stream of a conference, on the recorder that takes it; on another one where that fails. */
final class Recording {
    private static final Logger LOGGER = Logger.getLogger(Recording.class.getName());

    private final String id = UUID.randomUUID().toString();
    private final RecorderSettings config;
    private final Recorders recorders;
    private final Conference conference;
    private final StandardExtensionElement wish;
    private final EntityFullJid initiator;
    private final XMPPTCPConnection connection;
    private final ScheduledExecutorService scheduler;
    private final Consumer<Recording> ended;
    private final Set<EntityFullJid> tried = new HashSet<>();
    private EntityFullJid recorder;
    private String status = "";
    private ScheduledFuture<?> timeout;

    Recording(RecorderSettings config, Recorders recorders, Conference conference, StandardExtensionElement wish,
            EntityFullJid initiator, XMPPTCPConnection connection, ScheduledExecutorService scheduler,
            Consumer<Recording> ended) {
        this.config = config;
        this.recorders = recorders;
        this.conference = conference;
        this.wish = wish;
        this.initiator = initiator;
        this.connection = connection;
        this.scheduler = scheduler;
        this.ended = ended;
    }

    String id() {
        return id;
    }

    /** Finds a recorder that takes it; else the reason why there is none. */
    synchronized Optional<StanzaError> start() {
        while (tried.size() <= config.retries()) {
            Optional<EntityFullJid> next = recorders.select(tried);
            if (next.isEmpty()) {
                return Optional.of(recorders.allBusy()
                        ? Authentication.error(Condition.resource_constraint, "all Jibri instances are busy")
                        : Authentication.error(Condition.service_unavailable, "no Jibri instances available"));
            }
            tried.add(next.get());
            if (order(next.get())) {
                recorder = next.get();
                // Whole seconds, and none at all never comes: as in the real jicofo.
                long seconds = config.pendingTimeout().toSeconds();
                timeout = seconds == 0 ? null : scheduler.schedule(this::notStarted, seconds, TimeUnit.SECONDS);
                tell("pending", null);
                return Optional.empty();
            }
            recorders.avoid(next.get());
        }
        return Optional.of(Authentication.error(Condition.internal_server_error, "no Jibri instance took it"));
    }

    synchronized void report(EntityFullJid from, StandardExtensionElement report) {
        if (!from.equals(recorder)) {
            return;
        }
        LOGGER.info(from + " reports " + report.getAttributeValue("status") + " for " + conference.room());
        if (timeout != null) {
            timeout.cancel(false);
        }
        String failure = report.getAttributeValue("failure_reason");
        if ("on".equals(report.getAttributeValue("status"))) {
            tell("on", null);
        } else if (failure == null || failure.isBlank()) {
            end(null);
        } else {
            failed(failure, Boolean.parseBoolean(report.getAttributeValue("should_retry")));
        }
    }

    /** The recorder answers when it has ended, after its finalize script. */
    synchronized void stop() {
        PlainIq order = new PlainIq(StandardExtensionElement.builder(JibriProtocol.ELEMENT, JibriProtocol.NAMESPACE)
                .addAttribute("action", "stop").build());
        order.setType(IQ.Type.set);
        order.setTo(recorder);
        try {
            connection.sendStanza(order);
        } catch (SmackException.NotConnectedException e) {
            LOGGER.warning("Could not stop " + recorder + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void notStarted() {
        LOGGER.severe(recorder + " did not start within " + config.pendingTimeout().toSeconds() + " s");
        failed("error", true);
    }

    private void failed(String reason, boolean retry) {
        recorders.avoid(recorder);
        if (!retry || start().isPresent()) {
            end(reason);
        }
    }

    private void end(String failure) {
        tell("off", failure);
        ended.accept(this);
    }

    private void tell(String news, String failure) {
        status = news;
        StandardExtensionElement.Builder element =
                StandardExtensionElement.builder("jibri-recording-status", JibriProtocol.NAMESPACE)
                        .addAttribute("status", status).addAttribute("session_id", id)
                        .addAttribute("recording_mode", wish.getAttributeValue("recording_mode"))
                        .addAttribute("initiator", initiator.toString());
        if (failure != null) {
            element.addAttribute("failure_reason", failure);
        }
        conference.announce(element.build());
    }

    /** True where the recorder says that it starts. */
    private boolean order(EntityFullJid to) {
        StandardExtensionElement.Builder order = StandardExtensionElement
                .builder(JibriProtocol.ELEMENT, JibriProtocol.NAMESPACE).addAttribute("action", "start")
                .addAttribute("session_id", id).addAttribute("room", conference.room().toString());
        for (String name : Set.of("recording_mode", "app_data", "streamid", "you_tube_broadcast_id")) {
            if (wish.getAttributeValue(name) != null) {
                order.addAttribute(name, wish.getAttributeValue(name));
            }
        }
        PlainIq request = new PlainIq(order.build());
        request.setType(IQ.Type.set);
        request.setTo(to);
        try {
            IQ answer = connection.createStanzaCollectorAndSend(request).nextResult();
            boolean taken = answer instanceof PlainIq told && "pending".equals(told.payload().getAttributeValue("status"));
            LOGGER.info("Asked " + to + " to record " + conference.room() + ": " + (taken ? "it starts" : "it refuses"));
            return taken;
        } catch (SmackException.NotConnectedException e) {
            LOGGER.warning("Not connected while asking " + to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
