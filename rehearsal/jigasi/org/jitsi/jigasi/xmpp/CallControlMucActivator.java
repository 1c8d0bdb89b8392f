package org.jitsi.jigasi.xmpp;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.jigasi.Backoff;
import org.jitsi.jigasi.CallGateway;
import org.jitsi.jigasi.GatewayProperties;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.ping.PingManager;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** The login that stands in the room where jicofo looks for gateways, and tells there what this one can do. */
public final class CallControlMucActivator {
    static final String ACCOUNTS = "net.java.sip.communicator.impl.protocol.jabber";
    private static final Logger LOGGER = Logger.getLogger(CallControlMucActivator.class.getName());

    private final GatewayProperties properties;
    private final String account;
    private final CallControl control;
    private final Supplier<Map<String, Object>> statistics;
    private final ScheduledExecutorService scheduler;
    private final Backoff backoff = new Backoff();
    private volatile MultiUserChat room;
    private volatile XMPPTCPConnection connection;
    private volatile boolean stopping;

    public CallControlMucActivator(GatewayProperties properties, CallGateway sip, CallGateway transcription,
            Supplier<Map<String, Object>> statistics, ScheduledExecutorService scheduler) {
        this.properties = properties;
        this.account = properties.account(ACCOUNTS);
        this.control = new CallControl(properties, sip, transcription);
        this.statistics = statistics;
        this.scheduler = scheduler;
    }

    /** Logs in and joins; tries again, less and less often, while it cannot. */
    public void start() {
        try {
            XMPPTCPConnection fresh = Login.control(properties, account).open(properties);
            fresh.addConnectionListener(new ConnectionListener() {
                @Override
                public void connectionClosedOnError(Exception e) {
                    again("The connection to Prosody is lost: " + e);
                }

                @Override
                public void connectionClosed() {
                    again("Prosody has closed the connection");
                }
            });
            connection = fresh;
            join(fresh);
            backoff.reset();
        } catch (Exception e) {
            again("Failed to connect to XMPP service for:" + properties.get(account + ".ACCOUNT_UID") + ": " + e);
        }
    }

    private void again(String reason) {
        room = null;
        if (!stopping) {
            long delay = backoff.next();
            LOGGER.severe(reason + ". Reconnect after " + delay + " ms.");
            scheduler.schedule(this::start, delay, TimeUnit.MILLISECONDS);
        }
    }

    private void join(XMPPTCPConnection fresh) throws Exception {
        String address = properties.required(account + ".BREWERY");
        LOGGER.info("Joining call control room: " + address + " pps:" + properties.get(account + ".ACCOUNT_UID"));
        int interval = Integer.parseInt(properties.get(account + ".KEEP_ALIVE_INTERVAL", "0"));
        PingManager.getInstanceFor(fresh).setPingInterval(interval);
        control.register(fresh);
        MultiUserChat fresher = Rooms.room(fresh, JidCreate.entityBareFrom(address));
        fresher.addPresenceInterceptor(presence -> presence.addExtension(stats()));
        if (fresher.createOrJoin(fresh.getUser().getResourcepart()) != null) {
            Rooms.configure(fresher);
        }
        room = fresher;
    }

    /** Tells the room how many calls there are now. */
    public void publish() {
        MultiUserChat current = room;
        if (current == null || !current.isJoined()) {
            return;
        }
        try {
            Resourcepart nickname = current.getNickname();
            connection.sendStanza(connection.getStanzaFactory().buildPresenceStanza().ofType(Presence.Type.available)
                    .to(JidCreate.entityFullFrom(current.getRoom(), nickname)).addExtension(stats()).build());
        } catch (SmackException.NotConnectedException e) {
            LOGGER.fine("Not connected, no presence sent.");
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, "Interrupted", e);
        }
    }

    public void stop() {
        stopping = true;
        XMPPTCPConnection current = connection;
        if (current != null && current.isConnected()) {
            current.setReplyTimeout(1000);
            current.disconnect();
        }
    }

    private StandardExtensionElement stats() {
        StandardExtensionElement.Builder stats = StandardExtensionElement.builder("stats", Rooms.STATS_NAMESPACE);
        statistics.get().forEach((name, value) -> stats.addElement(
                StandardExtensionElement.builder("stat", Rooms.STATS_NAMESPACE)
                        .addAttribute("name", name).addAttribute("value", String.valueOf(value)).build()));
        return stats.build();
    }
}
