package org.jitsi.jicofo;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Logger;
import org.jitsi.jicofo.JicofoConfig.RecorderSettings;
import org.jitsi.rehearsal.JibriProtocol;
import org.jitsi.rehearsal.PlainIq;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;

/** People who want a recording to start or to stop, and recorders that tell how theirs goes. */
final class RecordingRequests {
    private static final Logger LOGGER = Logger.getLogger(RecordingRequests.class.getName());

    static {
        JibriProtocol.register();
    }

    private final RecorderSettings config;
    private final Recorders recorders;
    private final ConferenceStore conferences;
    private final ScheduledExecutorService scheduler;
    private final ExecutorService workers;
    /** One a room: a recording or a stream. */
    private final Map<EntityBareJid, Recording> recordings = new ConcurrentHashMap<>();
    private volatile XMPPTCPConnection connection;

    RecordingRequests(RecorderSettings config, Recorders recorders, ConferenceStore conferences,
            ScheduledExecutorService scheduler, ExecutorService workers) {
        this.config = config;
        this.recorders = recorders;
        this.conferences = conferences;
        this.scheduler = scheduler;
        this.workers = workers;
    }

    EntityBareJid brewery() {
        return config.brewery();
    }

    Recorders recorders() {
        return recorders;
    }

    void register(XMPPTCPConnection fresh) {
        connection = fresh;
        recordings.clear();
        fresh.registerIQRequestHandler(new AbstractIqRequestHandler(JibriProtocol.ELEMENT, JibriProtocol.NAMESPACE,
                IQ.Type.set, AbstractIqRequestHandler.Mode.async) {
            @Override
            public IQ handleIQRequest(IQ request) {
                EntityFullJid from = request.getFrom().asEntityFullJidIfPossible();
                if (from == null) {
                    return IQ.createErrorResponse(request, Condition.forbidden);
                }
                return from.asEntityBareJid().equals(config.brewery()) ? report((PlainIq) request, from)
                        : conferences.find(from.asEntityBareJid())
                                .map(conference -> demand((PlainIq) request, from, conference))
                                .orElseGet(() -> IQ.createErrorResponse(request, Condition.item_not_found));
            }
        });
    }

    /** A recorder says that it has started, or ended. */
    private IQ report(PlainIq request, EntityFullJid recorder) {
        String session = request.payload().getAttributeValue("session_id");
        Optional<Recording> known = recordings.values().stream()
                .filter(recording -> recording.id().equals(session)).findFirst();
        // What follows may ask another recorder, and wait for its answer.
        known.ifPresent(recording -> workers.execute(() -> recording.report(recorder, request.payload())));
        return known.isPresent() ? IQ.createResultIQ(request)
                : IQ.createErrorResponse(request, Condition.item_not_found);
    }

    private IQ demand(PlainIq request, EntityFullJid from, Conference conference) {
        StandardExtensionElement wish = request.payload();
        if (config.moderatorsOnly() && !conference.isModerator(from.getResourcepart())) {
            LOGGER.info("Refused " + from + ": not a moderator");
            return IQ.createErrorResponse(request, Condition.not_allowed);
        }
        String action = wish.getAttributeValue("action");
        return "start".equals(action) ? start(request, wish, from, conference)
                : "stop".equals(action) ? stop(request, conference)
                : IQ.createErrorResponse(request, Condition.bad_request);
    }

    private IQ start(PlainIq request, StandardExtensionElement wish, EntityFullJid from, Conference conference) {
        String mode = wish.getAttributeValue("recording_mode");
        boolean stream = "stream".equals(mode);
        if ((!stream && !"file".equals(mode)) || (stream && wish.getAttributeValue("streamid") == null)) {
            return IQ.createErrorResponse(request, Condition.bad_request);
        }
        Recording fresh = new Recording(config, recorders, conference, wish, from, connection, scheduler,
                ended -> recordings.remove(conference.room(), ended));
        if (recordings.putIfAbsent(conference.room(), fresh) != null) {
            return ConferenceRequests.refuse(request, Authentication.error(
                    Condition.unexpected_request, "Recording or live streaming is already enabled"));
        }
        return fresh.start().<IQ>map(error -> {
            recordings.remove(conference.room(), fresh);
            return ConferenceRequests.refuse(request, error);
        }).orElseGet(() -> JibriProtocol.status("pending", fresh.id(), null, false).asResult());
    }

    private IQ stop(PlainIq request, Conference conference) {
        Recording running = recordings.get(conference.room());
        if (running == null) {
            return IQ.createErrorResponse(request, Condition.item_not_found);
        }
        running.stop();
        return JibriProtocol.status("off", running.id(), null, false).asResult();
    }
}
