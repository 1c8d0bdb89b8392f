package org.jitsi.videobridge;

import com.typesafe.config.Config;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jitsi.rehearsal.Rehearsal;

/**
 * The bridge's own health. As in the real bridge it starts out good, is first looked at after one interval (a minute),
 * and knows nothing of XMPP: a bridge that no one can find is healthy.
 */
final class BridgeHealth {
    private static final Logger LOGGER = Logger.getLogger(BridgeHealth.class.getName());

    private final boolean requireValidAddress;
    private final boolean requireStun;
    private final MediaPort media;
    private final Candidates candidates;
    private volatile Optional<String> failure = Optional.empty();

    BridgeHealth(Config config, MediaPort media, Candidates candidates, ScheduledExecutorService scheduler) {
        this.requireValidAddress = config.getBoolean("videobridge.health.require-valid-address");
        this.requireStun = config.getBoolean("videobridge.health.require-stun");
        this.media = media;
        this.candidates = candidates;
        long interval = config.getDuration("videobridge.health.interval", TimeUnit.MILLISECONDS);
        if (interval > 0) {
            scheduler.scheduleAtFixedRate(Rehearsal.guarded(LOGGER, this::check), interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    /** Why the last check failed; nothing while it is good. */
    Optional<String> failure() {
        return failure;
    }

    private void check() {
        failure = find();
        failure.ifPresent(reason -> LOGGER.severe("Health check failed: " + reason));
    }

    private Optional<String> find() {
        if (requireValidAddress && !candidates.hasPublicAddress()) {
            return Optional.of("No valid IP addresses available for harvesting.");
        }
        if (requireStun && candidates.stunFailed()) {
            return Optional.of("Address discovery through STUN failed");
        }
        return media.addresses().isEmpty() ? Optional.of("Failed to bind single-port") : Optional.empty();
    }
}
