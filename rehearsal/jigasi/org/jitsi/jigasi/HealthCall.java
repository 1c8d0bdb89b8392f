package org.jitsi.jigasi;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jitsi.rehearsal.Rehearsal;

/** Calls an address again and again: it must answer by itself, and send sound. */
final class HealthCall {
    private static final long ANSWER_SECONDS = 10;

    private final SipGateway gateway;
    private final String uri;
    private volatile String failure = "No health checks performed yet.";

    HealthCall(GatewayProperties properties, SipGateway gateway, ScheduledExecutorService scheduler) {
        this.gateway = gateway;
        this.uri = properties.own("HEALTH_CHECK_SIP_URI");
        long interval = properties.milliseconds("HEALTH_CHECK_INTERVAL", 300_000);
        scheduler.scheduleWithFixedDelay(Rehearsal.guarded(SipGateway.LOGGER, this::check), 1000, interval, TimeUnit.MILLISECONDS);
    }

    /** Null: the last call was good. */
    String failure() {
        return failure;
    }

    private void check() {
        if (!gateway.isReady()) {
            return;
        }
        SipCall call = null;
        try {
            call = gateway.newCall();
            call.dial(uri).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
            while (call.voice().received() == 0 && System.nanoTime() < end) {
                Thread.sleep(100);
            }
            failure = call.voice().received() == 0 ? "No media from " + uri : null;
        } catch (Exception e) {
            failure = "The call to " + uri + " failed: " + e.getMessage();
        } finally {
            if (call != null) {
                call.hangUp();
            }
        }
    }
}
