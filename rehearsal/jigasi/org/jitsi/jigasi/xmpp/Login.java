package org.jitsi.jigasi.xmpp;

import java.util.Set;
import org.jitsi.jigasi.GatewayProperties;
import org.jitsi.jigasi.Trust;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ReconnectionManager;
import org.jivesoftware.smack.SASLAuthentication;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.impl.JidCreate;

/** How one account logs in. No password: anonymously. */
public record Login(String host, int port, String domain, String user, String password, boolean allowClear) {
    static {
        SASLAuthentication.unregisterSASLMechanism("org.jivesoftware.smack.sasl.javax.SASLGSSAPIMechanism");
        ReconnectionManager.setEnabledPerDefault(false);
    }

    /** A connection that is logged in. TLS 1.2 and no other, as in the real program; the certificate must carry the domain. */
    public XMPPTCPConnection open(GatewayProperties properties) throws Exception {
        XMPPTCPConnectionConfiguration.Builder builder = XMPPTCPConnectionConfiguration.builder()
                .setHost(host)
                .setPort(port)
                .setXmppDomain(JidCreate.domainBareFrom(domain))
                .setSecurityMode(allowClear ? SecurityMode.ifpossible : SecurityMode.required)
                .setEnabledSSLProtocols(new String[] {"TLSv1.2"})
                .setCustomX509TrustManager(Trust.of(properties, Set.of(domain)));
        if (password == null) {
            builder.performSaslAnonymousAuthentication();
        } else {
            builder.setUsernameAndPassword(user, password);
        }
        XMPPTCPConnection connection = new XMPPTCPConnection(builder.build());
        connection.setUseStreamManagement(false);
        connection.setReplyTimeout(15_000);
        try {
            connection.connect().login();
            return connection;
        } catch (Exception e) {
            connection.instantShutdown();
            throw e;
        }
    }

    /** The account by which jicofo finds and calls jigasi: all properties below its key. */
    static Login control(GatewayProperties properties, String account) {
        String[] user = properties.required(account + ".USER_ID").split("@", 2);
        return new Login(properties.required(account + ".SERVER_ADDRESS"),
                Integer.parseInt(properties.get(account + ".SERVER_PORT", "5222")), user[1], user[0],
                properties.password(account + ".PASSWORD"), properties.is(account + ".ALLOW_NON_SECURE"));
    }

    /** The account by which a call enters a room: the properties for calls, and without them anonymously on the rooms' own domain. */
    static Login call(GatewayProperties properties, String mainDomain) {
        String key = "xmpp.acc.";
        String[] user = properties.own(key + "USER_ID") == null
                ? new String[] {null, mainDomain} : properties.own(key + "USER_ID").split("@", 2);
        boolean anonymous = properties.own(key + "USER_ID") == null || properties.ownIs(key + "ANONYMOUS_AUTH");
        return new Login(properties.required("org.jitsi.jigasi." + key + "SERVER_ADDRESS"),
                Integer.parseInt(properties.own(key + "SERVER_PORT")), user[1], user[0],
                anonymous ? null : properties.required("org.jitsi.jigasi." + key + "PASS"),
                properties.ownIs(key + "ALLOW_NON_SECURE"));
    }
}
