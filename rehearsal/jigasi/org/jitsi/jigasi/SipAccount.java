package org.jitsi.jigasi;

import java.util.Locale;

/** The account by which the gateway is a telephone: the properties of the first SIP account. */
record SipAccount(String id, String user, String domain, String password, String server, int port, String transport,
        String keepAlive, int keepAliveSeconds, String roomHeader) {

    static SipAccount of(GatewayProperties properties) {
        String key = properties.account("net.java.sip.communicator.impl.protocol.sip");
        String[] user = properties.required(key + ".USER_ID").split("@", 2);
        String transport = properties.get(key + ".PREFERRED_TRANSPORT", "UDP").toLowerCase(Locale.ROOT);
        String port = properties.get(key + ".PROXY_PORT", transport.equals("tls") ? "5061" : "5060");
        if (Integer.parseInt(properties.get(key + ".Encodings.PCMU/8000", "0")) == 0) {
            throw new IllegalArgumentException(key + ".Encodings.PCMU/8000 is off, and a stand-in has no other codec");
        }
        return new SipAccount(properties.required(key + ".ACCOUNT_UID"), user[0], user[1],
                properties.password(key + ".PASSWORD"),
                properties.get(key + ".PROXY_ADDRESS", properties.get(key + ".SERVER_ADDRESS", user[1])),
                Integer.parseInt(port), transport, properties.get(key + ".KEEP_ALIVE_METHOD", "OPTIONS"),
                Integer.parseInt(properties.get(key + ".KEEP_ALIVE_INTERVAL", "25")),
                properties.get(key + ".JITSI_MEET_ROOM_HEADER_NAME", "Jitsi-Conference-Room"));
    }
}
