package org.jitsi.jigasi;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.jitsi.jigasi.xmpp.CallControlMucActivator;
import org.jitsi.rehearsal.Rehearsal;

/** The parts put together, in the role that the properties name. */
final class Jigasi {
    private static final Logger LOGGER = Logger.getLogger(Jigasi.class.getName());
    private static final double CONFERENCES_THRESHOLD = 100;
    private static final long GOODBYE_SECONDS = 3;

    private final GatewayProperties properties;
    private final ScheduledExecutorService scheduler = Rehearsal.scheduler();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final SipGateway sip;
    private final TranscriptionGateway transcription;
    private final CallControlMucActivator control;
    private final HealthCall healthCall;
    private volatile boolean shuttingDown;
    private final AtomicBoolean leaving = new AtomicBoolean();

    Jigasi(GatewayProperties properties, Voice.Ports ports) throws Exception {
        this.properties = properties;
        this.sip = !"false".equals(properties.own("ENABLE_SIP"))
                ? new SipGateway(properties, ports, scheduler, workers, this::changed) : null;
        this.transcription = properties.ownIs("ENABLE_TRANSCRIPTION")
                ? new TranscriptionGateway(properties, workers, this::changed) : null;
        this.control = new CallControlMucActivator(properties, sip, transcription, this::presence, scheduler);
        this.healthCall = sip == null || properties.own("HEALTH_CHECK_SIP_URI") == null
                ? null : new HealthCall(properties, sip, scheduler);
    }

    void start(String host, int port) throws IOException {
        JigasiHttp.create(this, properties, host, port).start();
        if (sip != null) {
            sip.start();
        }
        workers.execute(control::start);
    }

    SipGateway sip() {
        return sip;
    }

    HealthCall healthCall() {
        return healthCall;
    }

    int sessions() {
        return (sip == null ? 0 : sip.sessions()) + (transcription == null ? 0 : transcription.sessions());
    }

    /** What the presence in the gateways' room tells. */
    Map<String, Object> presence() {
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("conferences", sessions());
        stats.put("participants", sessions());
        stats.put("graceful_shutdown", shuttingDown);
        stats.put("stress_level", sessions() / CONFERENCES_THRESHOLD);
        stats.put("version", Rehearsal.version(Main.class));
        stats.put("supports_transcription", transcription != null);
        stats.put("supports_sip", sip != null);
        if (properties.own("LOCAL_REGION") != null) {
            stats.put("region", properties.own("LOCAL_REGION"));
        }
        return stats;
    }

    /** Takes no new calls, and ends with the last one. */
    void shutDown() {
        LOGGER.info("Entered graceful shutdown mode");
        shuttingDown = true;
        changed();
    }

    private void changed() {
        control.publish();
        if (shuttingDown && sessions() == 0 && leaving.compareAndSet(false, true)) {
            LOGGER.info("Jigasi is shutting down NOW");
            if (sip != null) {
                sip.stop();
            }
            control.stop();
            scheduler.schedule(() -> System.exit(0), GOODBYE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
