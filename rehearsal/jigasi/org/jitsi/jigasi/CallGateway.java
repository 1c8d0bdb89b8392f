package org.jitsi.jigasi;

import org.jitsi.jigasi.xmpp.Meeting;
import org.jxmpp.jid.EntityBareJid;

/** What brings something into a room: a telephone or a transcriber. */
public interface CallGateway {
    /** Enters the room and starts what `to` names. */
    Meeting dial(String to, EntityBareJid room, String password) throws Exception;

    void hangUp(Meeting meeting);

    int sessions();

    /** Whether it could take a call now. */
    boolean isReady();
}
