package org.jitsi.jicofo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jitsi.rehearsal.JibriProtocol;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jxmpp.jid.EntityFullJid;

/** The recorders in the brewery, and which of them can be asked. */
final class Recorders implements Brewery.Instances {
    private record Recorder(boolean idle, boolean healthy) {}

    private static final Logger LOGGER = Logger.getLogger(Recorders.class.getName());
    private static final Duration AVOID = Duration.ofMinutes(1);

    private final Map<EntityFullJid, Recorder> known = new ConcurrentHashMap<>();
    private final Map<EntityFullJid, Instant> failed = new ConcurrentHashMap<>();

    @Override
    public void update(EntityFullJid occupant, StandardExtensionElement status) {
        Recorder now = new Recorder(says(status, "busy-status", JibriProtocol.NAMESPACE, "idle"),
                says(status, "health-status", "http://jitsi.org/protocol/health", "healthy"));
        if (!now.equals(known.put(occupant, now))) {
            LOGGER.info("Recorder " + occupant + " is " + (now.idle() ? "idle" : "busy")
                    + (now.healthy() ? "" : ", and unhealthy"));
        }
        if (now.idle() && now.healthy()) {
            failed.remove(occupant);
        }
    }

    @Override
    public void remove(EntityFullJid occupant) {
        if (known.remove(occupant) != null) {
            LOGGER.info("Recorder " + occupant + " is gone");
        }
    }

    @Override
    public void clear() {
        known.clear();
    }

    /** One that is idle and has not failed within the last minute. */
    Optional<EntityFullJid> select(Set<EntityFullJid> except) {
        Instant recently = Instant.now().minus(AVOID);
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().idle() && entry.getValue().healthy())
                .map(Map.Entry::getKey)
                .filter(recorder -> !except.contains(recorder))
                .filter(recorder -> failed.getOrDefault(recorder, Instant.MIN).isBefore(recently))
                .findFirst();
    }

    boolean knows(EntityFullJid recorder) {
        return known.containsKey(recorder);
    }

    /** Whether there are healthy ones, all of them busy. */
    boolean allBusy() {
        return known.values().stream().anyMatch(Recorder::healthy)
                && known.values().stream().filter(Recorder::healthy).noneMatch(Recorder::idle);
    }

    void avoid(EntityFullJid recorder) {
        failed.put(recorder, Instant.now());
    }

    private static boolean says(StandardExtensionElement status, String child, String namespace, String word) {
        StandardExtensionElement found = status.getFirstElement(child, namespace);
        return found != null && word.equals(found.getAttributeValue("status"));
    }
}
