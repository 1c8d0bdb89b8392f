package org.jitsi.jicofo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jxmpp.jid.EntityFullJid;

/** What is known of one bridge, from its presence and its answers. */
final class Bridge {
    private final EntityFullJid address;
    private final JicofoConfig.BridgeChecks checks;
    private final AtomicInteger endpoints = new AtomicInteger();
    private boolean operational = true;
    private Instant lastFailure;
    private Instant lastPresence = Instant.now();
    /** A bridge that does not say otherwise is draining. */
    private boolean draining = true;
    private boolean healthy = true;
    private boolean gracefulShutdown;
    private boolean shuttingDown;
    private double stress;
    private String version;
    private String release;
    private String region;
    private String relayId;
    ScheduledFuture<?> healthTask;

    Bridge(EntityFullJid address, JicofoConfig.BridgeChecks checks) {
        this.address = address;
        this.checks = checks;
    }

    EntityFullJid address() {
        return address;
    }

    /** Takes over what the presence says. Shutdown states are kept for the life of the occupant. */
    synchronized void update(StandardExtensionElement stats) {
        lastPresence = Instant.now();
        gracefulShutdown |= Boolean.parseBoolean(Rooms.stat(stats, "graceful_shutdown"));
        shuttingDown |= Boolean.parseBoolean(Rooms.stat(stats, "shutting_down"));
        draining = said(stats, "drain").map(Boolean::parseBoolean).orElse(draining);
        healthy = said(stats, "healthy").map(Boolean::parseBoolean).orElse(healthy);
        stress = said(stats, "stress_level").map(Double::parseDouble).orElse(stress);
        version = said(stats, "version").orElse(version);
        release = said(stats, "release").orElse(release);
        region = said(stats, "region").orElse(region);
        relayId = said(stats, "relay_id").orElse(relayId);
    }

    /** A failure bans the bridge for failure-reset-threshold, whatever succeeds meanwhile. */
    synchronized void setOperational(boolean value) {
        operational = value;
        if (!value) {
            lastFailure = Instant.now();
        }
    }

    synchronized boolean isOperational() {
        boolean banned = lastFailure != null && since(lastFailure).compareTo(checks.failureReset()) < 0;
        return operational && !banned;
    }

    synchronized boolean isDraining() {
        return draining;
    }

    synchronized boolean isHealthy() {
        return healthy;
    }

    synchronized boolean isInGracefulShutdown() {
        return gracefulShutdown;
    }

    synchronized boolean isShuttingDown() {
        return shuttingDown;
    }

    synchronized boolean isSilent() {
        return since(lastPresence).compareTo(checks.presenceTimeout()) > 0;
    }

    synchronized double stress() {
        return stress;
    }

    /** Bridges of different full versions never share a conference. */
    synchronized String fullVersion() {
        return version != null && release != null ? version + "-" + release : version;
    }

    AtomicInteger endpoints() {
        return endpoints;
    }

    /** The same names and types as in the real jicofo's /debug: unknown texts are the word "null". */
    synchronized Map<String, Object> debugState() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("corrected-stress", stress);
        state.put("drain", draining);
        state.put("endpoints", endpoints.get());
        state.put("endpoint-restart-requests", 0);
        state.put("failing-ice", false);
        state.put("graceful-shutdown", gracefulShutdown);
        state.put("healthy", healthy);
        state.put("operational", isOperational());
        state.put("overloaded", stress >= checks.stressThreshold());
        state.put("region", String.valueOf(region));
        state.put("relay-id", String.valueOf(relayId));
        state.put("release", String.valueOf(release));
        state.put("shutting-down", shuttingDown);
        state.put("stress", stress);
        state.put("version", String.valueOf(version));
        return state;
    }

    @Override
    public String toString() {
        return "Bridge[jid=" + address + ", version=" + fullVersion() + "]";
    }

    private static Optional<String> said(StandardExtensionElement stats, String name) {
        return Optional.ofNullable(Rooms.stat(stats, name));
    }

    private static Duration since(Instant time) {
        return Duration.between(time, Instant.now());
    }
}
