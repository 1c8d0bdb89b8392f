package org.jitsi.jicofo;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jxmpp.jid.EntityFullJid;

/** The SIP gateways and transcribers, and which of them is asked. */
final class JigasiPool implements Brewery.Instances {
    private final Map<EntityFullJid, StandardExtensionElement> instances = new ConcurrentHashMap<>();

    @Override
    public void update(EntityFullJid occupant, StandardExtensionElement stats) {
        instances.put(occupant, stats);
    }

    @Override
    public void remove(EntityFullJid occupant) {
        instances.remove(occupant);
    }

    @Override
    public void clear() {
        instances.clear();
    }

    /** The one with the fewest participants that can do it, and is neither stopping nor excluded. */
    Optional<EntityFullJid> select(boolean transcriber, Collection<EntityFullJid> excluded) {
        return instances.keySet().stream()
                .filter(occupant -> !excluded.contains(occupant))
                .filter(occupant -> is(occupant, transcriber ? "supports_transcription" : "supports_sip"))
                .filter(occupant -> !is(occupant, "graceful_shutdown"))
                .min(Comparator.comparingInt(this::participants));
    }

    int count(boolean transcriber) {
        return (int) instances.keySet().stream()
                .filter(occupant -> is(occupant, transcriber ? "supports_transcription" : "supports_sip")).count();
    }

    Map<String, Object> debugState() {
        Map<String, Object> state = new HashMap<>();
        instances.keySet().forEach(occupant -> state.put(occupant.getResourcepart().toString(), Map.of(
                "supports_sip", is(occupant, "supports_sip"),
                "supports_transcription", is(occupant, "supports_transcription"),
                "is_in_graceful_shutdown", is(occupant, "graceful_shutdown"),
                "participants", participants(occupant))));
        return state;
    }

    private boolean is(EntityFullJid occupant, String name) {
        return Boolean.parseBoolean(stat(occupant, name));
    }

    private int participants(EntityFullJid occupant) {
        String value = stat(occupant, "participants");
        return value == null ? 0 : Integer.parseInt(value);
    }

    private String stat(EntityFullJid occupant, String name) {
        StandardExtensionElement stats = instances.get(occupant);
        return stats == null ? null : Rooms.stat(stats, name);
    }
}
