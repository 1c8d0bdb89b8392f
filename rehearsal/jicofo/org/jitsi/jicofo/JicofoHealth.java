package org.jitsi.jicofo;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jitsi.rehearsal.Rehearsal;
import org.jitsi.rehearsal.XmppSession;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;

/**
 * jicofo's own health. It starts out good and is first looked at after one interval, so the first answers say nothing:
 * then a bridge must work, a test conference must start and the XMPP domain must answer a ping.
 */
final class JicofoHealth {
    /** Outcome of a check, as HTTP status and text. */
    record Result(int status, String message) {
        static final Result OK = new Result(200, "OK");

        boolean success() {
            return status == 200;
        }
    }

    private static final Logger LOGGER = Logger.getLogger(JicofoHealth.class.getName());
    private static final long PING_TIMEOUT_MILLIS = 5000;

    private final JicofoConfig config;
    private final BridgeSelector bridges;
    private final ConferenceStore conferences;
    private final XmppSession session;
    private final SecureRandom random = new SecureRandom();
    private volatile Result last = Result.OK;
    private volatile Instant lastTime = Instant.now();

    JicofoHealth(JicofoConfig config, BridgeSelector bridges, ConferenceStore conferences, XmppSession session,
            ScheduledExecutorService scheduler) {
        this.config = config;
        this.bridges = bridges;
        this.conferences = conferences;
        this.session = session;
        long interval = config.health().interval().toMillis();
        if (config.health().enabled() && interval > 0) {
            scheduler.scheduleAtFixedRate(
                    Rehearsal.guarded(LOGGER, this::check), interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    Result result() {
        boolean stale = Duration.between(lastTime, Instant.now()).compareTo(config.health().timeout()) > 0;
        return stale ? new Result(500, "No health checks performed recently") : last;
    }

    /** What /stats says of it. */
    Map<String, Object> stats() {
        Result result = result();
        return Map.of("success", result.success(), "hardFailure", result.status() == 500, "message", result.message());
    }

    private void check() {
        Result result = find();
        if (!result.equals(last)) {
            LOGGER.warning("Health: " + result.status() + " " + result.message());
        }
        last = result;
        lastTime = Instant.now();
    }

    private Result find() {
        if (bridges.operationalCount() <= 0) {
            return new Result(500, "No operational bridges available (total bridge count: " + bridges.count() + ")");
        }
        try {
            startTestConference();
        } catch (SmackException.NoResponseException e) {
            return new Result(503, "Test conference failed to start due to timeout.");
        } catch (Exception e) {
            LOGGER.warning("Test conference: " + e);
            return new Result(500, "Test conference failed to start.");
        }
        try {
            return ping() ? Result.OK : new Result(503, "XMPP ping failed: did not receive xmpp ping response for client");
        } catch (Exception e) {
            return new Result(503, "XMPP ping failed: " + e.getMessage());
        }
    }

    private void startTestConference() throws Exception {
        Localpart name = Localpart.from(config.health().roomPrefix() + "-" + random.nextLong(Long.MAX_VALUE));
        EntityBareJid room = JidCreate.entityBareFrom(name, config.conferenceMuc());
        conferences.request(room);
        conferences.all().stream().filter(conference -> conference.room().equals(room)).forEach(Conference::end);
    }

    private boolean ping() throws Exception {
        IQ answer = session.connection().createStanzaCollectorAndSend(new Ping(config.xmppDomain()))
                .nextResult(PING_TIMEOUT_MILLIS);
        return answer != null && answer.getType() == IQ.Type.result;
    }
}
