package org.jitsi.videobridge;

import com.typesafe.config.Config;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jitsi.rehearsal.ConfigFile;
import org.jitsi.rehearsal.Rehearsal;

/** Drain, shutdown and the conferences that were asked for. No media belongs to them. */
final class BridgeState {
    private static final Logger LOGGER = Logger.getLogger(BridgeState.class.getName());

    private final BridgeHealth health;
    private final ScheduledExecutorService scheduler;
    private final long shuttingDownDelay;
    private final double participantStress;
    private final Optional<String> region;
    /** Nothing where the bridge is no relay. As in the real bridge, a relay without an id does not start. */
    private final Optional<String> relayId;
    /** Meeting id to endpoint ids. */
    private final Map<String, Set<String>> conferences = new ConcurrentHashMap<>();
    private volatile boolean draining;
    private volatile boolean gracefulShutdown;
    private volatile boolean shuttingDown;

    BridgeState(Config config, BridgeHealth health, ScheduledExecutorService scheduler) {
        this.health = health;
        this.scheduler = scheduler;
        this.shuttingDownDelay = config.getDuration("videobridge.shutdown.shutting-down-delay", TimeUnit.MILLISECONDS);
        this.participantStress = config.getDouble("videobridge.load-management.average-participant-stress");
        this.region = ConfigFile.optional(config, "videobridge.relay.region");
        this.relayId = config.getBoolean("videobridge.relay.enabled")
                ? Optional.of(config.getString("videobridge.relay.relay-id")) : Optional.empty();
        this.draining = config.getBoolean("videobridge.initial-drain-mode");
    }

    boolean draining() {
        return draining;
    }

    void drain(boolean value) {
        draining = value;
        LOGGER.info("Drain mode: " + value);
    }

    boolean gracefulShutdown() {
        return gracefulShutdown;
    }

    int participants() {
        return conferences.values().stream().mapToInt(Set::size).sum();
    }

    void addEndpoint(String meeting, String endpoint) {
        conferences.computeIfAbsent(meeting, id -> ConcurrentHashMap.newKeySet()).add(endpoint);
    }

    void removeEndpoint(String meeting, String endpoint) {
        conferences.computeIfPresent(meeting, (id, endpoints) -> {
            endpoints.remove(endpoint);
            return endpoints.isEmpty() ? null : endpoints;
        });
        endWhenEmpty();
    }

    void expire(String meeting) {
        conferences.remove(meeting);
        endWhenEmpty();
    }

    boolean knows(String meeting) {
        return conferences.containsKey(meeting);
    }

    /** Ends the program: at once, or when the last participant is gone and a minute has passed. Exit code 0 both ways. */
    void shutDown(boolean graceful) {
        if (!graceful) {
            scheduler.schedule(() -> System.exit(0), 1, TimeUnit.SECONDS);
            return;
        }
        LOGGER.info("Entered graceful shutdown");
        gracefulShutdown = true;
        endWhenEmpty();
    }

    private synchronized void endWhenEmpty() {
        if (gracefulShutdown && !shuttingDown && participants() == 0) {
            LOGGER.info("Entered SHUTTING_DOWN");
            shuttingDown = true;
            scheduler.schedule(() -> System.exit(0), shuttingDownDelay, TimeUnit.MILLISECONDS);
        }
    }

    /** What the bridge says of itself in its presence and on /colibri/stats. */
    Map<String, Object> statistics() {
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("average_participant_stress", participantStress);
        stats.put("colibri2", true);
        stats.put("conferences", conferences.size());
        stats.put("current_timestamp", Instant.now().toString());
        stats.put("drain", draining);
        stats.put("endpoints", participants());
        stats.put("graceful_shutdown", gracefulShutdown);
        stats.put("healthy", health.failure().isEmpty());
        stats.put("participants", participants());
        stats.put("octo_endpoints", 0);
        region.ifPresent(name -> stats.put("region", name));
        relayId.ifPresent(id -> stats.put("relay_id", id));
        stats.put("shutting_down", shuttingDown);
        stats.put("stress_level", 0.0);
        stats.put("version", Rehearsal.version(MainKt.class));
        return stats;
    }
}
