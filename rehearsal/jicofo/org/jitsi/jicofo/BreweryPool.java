package org.jitsi.jicofo;

import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jxmpp.jid.EntityFullJid;

/** What is known of the services that announce themselves in a room. */
interface BreweryPool {
    void update(EntityFullJid occupant, StandardExtensionElement stats);

    void remove(EntityFullJid occupant);

    void clear();
}
