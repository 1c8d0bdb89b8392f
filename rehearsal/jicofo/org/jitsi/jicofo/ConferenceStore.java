package org.jitsi.jicofo;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jitsi.rehearsal.Rehearsal;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.EntityBareJid;

/** The conferences that were asked for and are not over. */
final class ConferenceStore {
    private final JicofoConfig config;
    private final BridgeSelector bridges;
    private final Optional<Authentication> authentication;
    private final ScheduledExecutorService scheduler;
    private final ExecutorService workers;
    private final Map<EntityBareJid, Conference> conferences = new ConcurrentHashMap<>();
    private volatile XMPPTCPConnection connection;

    ConferenceStore(JicofoConfig config, BridgeSelector bridges, Optional<Authentication> authentication,
            ScheduledExecutorService scheduler, ExecutorService workers) {
        this.config = config;
        this.bridges = bridges;
        this.authentication = authentication;
        this.scheduler = scheduler;
        this.workers = workers;
    }

    void use(XMPPTCPConnection fresh) {
        connection = fresh;
    }

    boolean exists(EntityBareJid room) {
        return conferences.containsKey(room);
    }

    Optional<Conference> find(EntityBareJid room) {
        return Optional.ofNullable(conferences.get(room));
    }

    Collection<Conference> all() {
        return conferences.values();
    }

    /** Brings the focus into the room, which makes the room where it is new. True when it is there. */
    boolean request(EntityBareJid room) throws Exception {
        Conference fresh = new Conference(room, connection, config, bridges, authentication, workers, this::ended);
        Conference known = conferences.putIfAbsent(room, fresh);
        if (known != null) {
            return known.awaitJoined();
        }
        try {
            fresh.join();
        } catch (Exception e) {
            ended(fresh);
            throw e;
        }
        scheduler.schedule(Rehearsal.guarded(Conference.LOGGER, fresh::endIfEmpty),
                config.conferences().initialTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return true;
    }

    /** The session is over, and the focus is in no room any more. */
    void endAll() {
        conferences.clear();
    }

    private void ended(Conference conference) {
        conferences.remove(conference.room(), conference);
    }
}
