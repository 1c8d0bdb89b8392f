package org.jitsi.jicofo;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jitsi.rehearsal.Rehearsal;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.EntityFullJid;

/** The bridges in the brewery: which there are, which work, which to take. */
final class BridgeSelector implements Brewery.Instances {
    private static final Logger LOGGER = Logger.getLogger(BridgeSelector.class.getName());

    private final JicofoConfig.BridgeChecks checks;
    private final ScheduledExecutorService scheduler;
    private final Map<EntityFullJid, Bridge> bridges = new ConcurrentHashMap<>();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile XMPPTCPConnection connection;

    BridgeSelector(JicofoConfig.BridgeChecks checks, ScheduledExecutorService scheduler) {
        this.checks = checks;
        this.scheduler = scheduler;
        if (!checks.enabled()) {
            LOGGER.warning("JVB health-checks disabled");
        }
    }

    void use(XMPPTCPConnection fresh) {
        connection = fresh;
    }

    @Override
    public void update(EntityFullJid address, StandardExtensionElement stats) {
        bridges.computeIfAbsent(address, this::add).update(stats);
    }

    @Override
    public void remove(EntityFullJid address) {
        Bridge bridge = bridges.remove(address);
        if (bridge == null) {
            return;
        }
        LOGGER.info("Removing JVB: " + address);
        if (bridge.healthTask != null) {
            bridge.healthTask.cancel(true);
        }
        if (!bridge.isInGracefulShutdown() && !bridge.isShuttingDown()) {
            LOGGER.warning("Lost a bridge: " + address);
            lost.incrementAndGet();
        }
    }

    @Override
    public void clear() {
        bridges.keySet().forEach(this::remove);
    }

    int count() {
        return bridges.size();
    }

    /** Bridges that work and are not on their way out. A draining one counts, as in the real jicofo. */
    int operationalCount() {
        return (int) bridges.values().stream()
                .filter(bridge -> bridge.isOperational() && !bridge.isInGracefulShutdown()).count();
    }

    /** The least loaded bridge that takes new conferences; nothing when all are draining, banned or ending. */
    Optional<Bridge> select() {
        List<Bridge> candidates = bridges.values().stream()
                .filter(Bridge::isOperational)
                .filter(Predicate.not(Bridge::isShuttingDown))
                .toList();
        if (candidates.isEmpty()) {
            LOGGER.warning("There are no operational bridges.");
        } else if (candidates.stream().allMatch(Bridge::isDraining)) {
            LOGGER.warning("All operational bridges are draining.");
        }
        return candidates.stream().filter(Predicate.not(Bridge::isDraining))
                .min(Comparator.comparing(Bridge::isInGracefulShutdown).thenComparing(Bridge::stress));
    }

    /** The part of /stats that health checks read. */
    Map<String, Object> stats() {
        return Map.of(
                "bridge_count", bridges.size(),
                "operational_bridge_count", bridges.values().stream().filter(Bridge::isOperational).count(),
                "in_shutdown_bridge_count", bridges.values().stream().filter(Bridge::isInGracefulShutdown).count(),
                "lost_bridges", lost.get(),
                "bridge_version_count",
                bridges.values().stream().map(Bridge::fullVersion).collect(Collectors.toCollection(HashSet::new)).size());
    }

    Map<String, Object> debugState() {
        Map<String, Object> each = bridges.values().stream()
                .collect(Collectors.toMap(bridge -> bridge.address().toString(), Bridge::debugState));
        return Map.of("strategy", checks.strategy(), "bridge", each);
    }

    private Bridge add(EntityFullJid address) {
        Bridge bridge = new Bridge(address, checks);
        LOGGER.info("Added new videobridge: " + address);
        if (checks.enabled()) {
            Runnable check = new BridgeDoctor(bridge, checks, () -> connection);
            long interval = checks.interval().toMillis();
            bridge.healthTask = scheduler.scheduleAtFixedRate(
                    Rehearsal.guarded(LOGGER, check), interval, interval, TimeUnit.MILLISECONDS);
        }
        return bridge;
    }
}
