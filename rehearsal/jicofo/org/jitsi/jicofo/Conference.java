package org.jitsi.jicofo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.PresenceListener;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** One room with the focus in it: makes owners, and books the members on a bridge as soon as two are there. */
final class Conference {
    static final Logger LOGGER = Logger.getLogger(Conference.class.getName());

    private final EntityBareJid room;
    private final JicofoConfig config;
    private final Optional<Authentication> authentication;
    private final ExecutorService workers;
    private final Consumer<Conference> ended;
    private final XMPPTCPConnection connection;
    private final MultiUserChat chat;
    private final BridgeBooking booking;
    /** The rooms of the health check come and go every few seconds: not worth a line each. */
    private final Level level;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch joined = new CountDownLatch(1);
    /** Nickname to affiliation, without the focus itself. */
    private final Map<Resourcepart, MUCAffiliation> members = new ConcurrentHashMap<>();
    private final PresenceListener listener = this::presence;

    Conference(EntityBareJid room, XMPPTCPConnection connection, JicofoConfig config, BridgeSelector bridges,
            Optional<Authentication> authentication, ExecutorService workers, Consumer<Conference> ended) {
        this.room = room;
        this.connection = connection;
        this.config = config;
        this.authentication = authentication;
        this.workers = workers;
        this.ended = ended;
        this.chat = Rooms.room(connection, room);
        boolean test = room.getLocalpart().toString().startsWith(config.health().roomPrefix());
        this.level = test ? Level.FINE : Level.INFO;
        this.booking = new BridgeBooking(room, UUID.randomUUID().toString(), connection, bridges);
    }

    EntityBareJid room() {
        return room;
    }

    /** Tells everybody in the room, by the focus' presence. */
    void announce(StandardExtensionElement news) {
        try {
            connection.sendStanza(connection.getStanzaFactory().buildPresenceStanza().ofType(Presence.Type.available)
                    .to(JidCreate.entityFullFrom(room, nickname())).addExtension(news).build());
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, "Could not tell " + room + ": " + e);
        }
    }

    int memberCount() {
        return members.size();
    }

    boolean isModerator(Resourcepart nickname) {
        return members.get(nickname) == MUCAffiliation.owner || members.get(nickname) == MUCAffiliation.admin;
    }

    void join() throws Exception {
        chat.addParticipantListener(listener);
        chat.createOrJoin(nickname());
        Rooms.configure(chat);
        announceDocument();
        joined.countDown();
        LOGGER.log(level, "Joined " + room);
    }

    /** Waits while another request is bringing the focus in. */
    boolean awaitJoined() throws InterruptedException {
        return joined.await(config.account().replyTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    void endIfEmpty() {
        if (members.isEmpty()) {
            end();
        }
    }

    void end() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        ended.accept(this);
        // Smack keeps one object a room: the next conference in it must not be heard by this one.
        chat.removeParticipantListener(listener);
        LOGGER.log(level, "Conference " + room + " is over");
        booking.expire();
        try {
            if (chat.isJoined()) {
                chat.leave();
            }
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, "Could not leave " + room + ": " + e);
        }
    }

    /** The page takes the name of the shared document from the focus' presence. */
    private void announceDocument() throws Exception {
        String name = config.conferences().randomDocumentName()
                ? UUID.randomUUID().toString().replace("-", "")
                : room.getLocalpart().toString();
        Presence presence = connection.getStanzaFactory().buildPresenceStanza()
                .ofType(Presence.Type.available)
                .to(JidCreate.entityFullFrom(room, nickname()))
                .addExtension(StandardExtensionElement.builder("etherpad", "http://jitsi.org/jitmeet/etherpad").setText(name).build())
                .build();
        connection.sendStanza(presence);
    }

    private Resourcepart nickname() throws Exception {
        return Resourcepart.from(config.account().username());
    }

    private void presence(Presence presence) {
        Resourcepart nickname = presence.getFrom().getResourceOrEmpty();
        if (nickname.toString().equals(config.account().username())) {
            return;
        }
        if (presence.getType() == Presence.Type.unavailable) {
            members.remove(nickname);
            workers.execute(members.isEmpty() ? this::endIfEmpty : () -> booking.remove(nickname));
        } else if (presence.getType() == Presence.Type.available) {
            MUCUser user = MUCUser.from(presence);
            boolean fresh = members.put(nickname, user.getItem().getAffiliation()) == null;
            if (fresh) {
                workers.execute(() -> welcome(user.getItem().getJid()));
            }
        }
    }

    private void welcome(Jid address) {
        grantOwnership(address);
        if (members.size() >= config.conferences().minParticipants()) {
            booking.add(List.copyOf(members.keySet()));
        }
    }

    /** With authentication, authenticated users become owners; without, the first member while there is none. */
    private void grantOwnership(Jid address) {
        boolean hasOwner = members.containsValue(MUCAffiliation.owner);
        boolean wanted = authentication.map(known -> known.of(address).isPresent())
                .orElse(config.conferences().autoOwner() && !hasOwner);
        if (address == null || !wanted) {
            return;
        }
        try {
            chat.grantOwnership(List.of(address.asBareJid()));
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, "Failed to make " + address + " an owner of " + room + ": " + e);
        }
    }
}
