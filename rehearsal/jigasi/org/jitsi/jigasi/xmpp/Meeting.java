package org.jitsi.jigasi.xmpp;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.jitsi.jigasi.GatewayProperties;
import org.jitsi.rehearsal.PlainIq;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.muc.MucEnterConfiguration;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** A call's place in a room: a login of its own, that asks for the conference and enters like everybody else. */
public final class Meeting {
    /** Feature by which a browser knows a person on the telephone. */
    public static final String JIGASI = "http://jitsi.org/protocol/jigasi";
    /** And a transcriber, who is no person. */
    public static final String TRANSCRIBER = JIGASI + "/transcriber";
    private static final Logger LOGGER = Logger.getLogger(Meeting.class.getName());
    private static final String FOCUS = "http://jitsi.org/protocol/focus";
    private static final String FOCUS_NICKNAME = "focus";

    static {
        PlainIq.register("conference", FOCUS);
    }

    private final EntityBareJid room;
    private final XMPPTCPConnection connection;
    private final MultiUserChat chat;
    private final AtomicBoolean over = new AtomicBoolean();

    private Meeting(EntityBareJid room, XMPPTCPConnection connection) {
        this.room = room;
        this.connection = connection;
        this.chat = Rooms.room(connection, room);
    }

    /**
     * Enters a room.
     * @param empty runs when nobody but the focus is left
     */
    public static Meeting enter(GatewayProperties properties, EntityBareJid room, String password, String name,
            List<String> features, Runnable empty) throws Exception {
        String prefix = properties.get(properties.account(CallControlMucActivator.ACCOUNTS) + ".MUC_DOMAIN_PREFIX") + ".";
        String domain = room.getDomain().toString();
        String mainDomain = domain.startsWith(prefix) ? domain.substring(prefix.length()) : domain;
        Meeting meeting = new Meeting(room, Login.call(properties, mainDomain).open(properties));
        try {
            meeting.requestConference("focus." + mainDomain);
            meeting.join(password, name, features, empty);
            return meeting;
        } catch (Exception e) {
            meeting.leave();
            throw e;
        }
    }

    private void requestConference(String focus) throws Exception {
        PlainIq request = new PlainIq(StandardExtensionElement.builder("conference", FOCUS)
                .addAttribute("room", room.toString())
                .addAttribute("machine-uid", UUID.randomUUID().toString()).build());
        request.setType(IQ.Type.set);
        request.setTo(JidCreate.from(focus));
        connection.sendIqRequestAndWaitForResponse(request);
    }

    private void join(String password, String name, List<String> features, Runnable empty) throws Exception {
        StandardExtensionElement.Builder list = StandardExtensionElement.builder("features", "jabber:client");
        features.forEach(feature -> list.addElement(
                StandardExtensionElement.builder("feature", "jabber:client").addAttribute("var", feature).build()));
        StandardExtensionElement nick = StandardExtensionElement
                .builder("nick", "http://jabber.org/protocol/nick").setText(name).build();
        chat.addPresenceInterceptor(presence -> presence.addExtension(list.build()).addExtension(nick));
        MucEnterConfiguration.Builder enter =
                chat.getEnterConfigurationBuilder(Resourcepart.from(UUID.randomUUID().toString().substring(0, 8)));
        chat.join(password == null ? enter.build() : enter.withPassword(password).build());
        chat.addParticipantListener(presence -> {
            if (people().isEmpty() && !presence.isAvailable()) {
                empty.run();
            }
        });
        LOGGER.info("Joined " + occupant() + " as " + connection.getUser());
    }

    public EntityBareJid room() {
        return room;
    }

    /** This call's own address in the room. */
    public String occupant() {
        return room + "/" + chat.getNickname();
    }

    /** Nicknames of everybody else, without the focus. */
    public List<String> people() {
        return chat.getOccupants().stream().map(occupant -> occupant.getResourceOrEmpty().toString())
                .filter(name -> !name.equals(FOCUS_NICKNAME) && !name.equals(String.valueOf(chat.getNickname())))
                .sorted().toList();
    }

    XMPPTCPConnection connection() {
        return connection;
    }

    public void leave() {
        if (over.compareAndSet(false, true)) {
            connection.setReplyTimeout(1000);
            connection.disconnect();
            LOGGER.info("Left " + room);
        }
    }
}
