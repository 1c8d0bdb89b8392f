package org.jitsi.rehearsal;

import java.util.List;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.xdata.form.FillableForm;
import org.jxmpp.jid.EntityBareJid;

/** What bridge and focus do alike in rooms. */
public final class Rooms {
    /** Namespace of the statistics in a bridge's presence. */
    public static final String STATS_NAMESPACE = "http://jitsi.org/protocol/colibri";
    public static final String HEALTH_NAMESPACE = "http://jitsi.org/protocol/healthcheck";
    public static final String COLIBRI2_NAMESPACE = "jitsi:colibri2";

    private Rooms() {}

    public static MultiUserChat room(XMPPTCPConnection connection, EntityBareJid address) {
        return MultiUserChatManager.getInstanceFor(connection).getMultiUserChat(address);
    }

    /** Submits the owner's form: occupants' real addresses are shown to all. A room that was just created is unlocked by it. */
    public static void configure(MultiUserChat room)
            throws SmackException, XMPPException, InterruptedException {
        FillableForm form = room.getConfigurationForm().getFillableForm();
        form.setAnswer("muc#roomconfig_whois", "anyone");
        room.sendConfigurationForm(form);
    }

    /** The `stats` extension of a bridge's presence, or null. */
    public static StandardExtensionElement stats(Presence presence) {
        return (StandardExtensionElement) presence.getExtensionElement("stats", STATS_NAMESPACE);
    }

    /** The children of that name. Smack answers null where there are none at all. */
    public static List<StandardExtensionElement> children(StandardExtensionElement parent, String name) {
        List<StandardExtensionElement> found = parent.getElements(name);
        return found == null ? List.of() : found;
    }

    /** The value of one statistic, or null. */
    public static String stat(StandardExtensionElement stats, String name) {
        return children(stats, "stat").stream()
                .filter(stat -> name.equals(stat.getAttributeValue("name")))
                .map(stat -> stat.getAttributeValue("value"))
                .findFirst().orElse(null);
    }
}
