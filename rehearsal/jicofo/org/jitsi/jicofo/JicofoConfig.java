package org.jitsi.jicofo;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Optional;
import org.jitsi.rehearsal.ConfigFile;
import org.jitsi.rehearsal.XmppSession.Account;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** All settings the stand-in uses, read once: a missing or wrongly typed key fails the start, as in the real jicofo. */
record JicofoConfig(Account account, DomainBareJid xmppDomain, DomainBareJid conferenceMuc,
        Optional<DomainBareJid> clientProxy, Optional<EntityBareJid> bridgeBrewery, BridgeChecks bridges,
        Optional<DomainBareJid> authenticationDomain, Conferences conferences, Health health, Rest rest) {

    record BridgeChecks(boolean enabled, Duration interval, Duration retryDelay, boolean usePresence,
            Duration presenceTimeout, Duration failureReset, String strategy, double stressThreshold) {}

    record Conferences(boolean autoOwner, Duration initialTimeout, int minParticipants) {}

    record Health(boolean enabled, Duration interval, Duration timeout, String roomPrefix) {}

    record Rest(boolean enabled, String host, int port, boolean prometheus, boolean debug) {}

    static JicofoConfig from(Config root) throws XmppStringprepException {
        Config jicofo = root.getConfig("jicofo");
        Config client = jicofo.getConfig("xmpp.client");
        String xmppDomain = client.getString("xmpp-domain");
        String conferenceMuc = ConfigFile.optional(client, "conference-muc-jid").orElse("conference." + xmppDomain);
        return new JicofoConfig(account(client), JidCreate.domainBareFrom(xmppDomain),
                JidCreate.domainBareFrom(conferenceMuc), domain(client, "client-proxy"), brewery(jicofo),
                bridges(jicofo.getConfig("bridge")), authentication(jicofo), conferences(jicofo), health(jicofo),
                rest(jicofo.getConfig("rest")));
    }

    private static Account account(Config client) {
        // The real jicofo also goes on in clear where the server offers no STARTTLS.
        SecurityMode security = client.getBoolean("use-tls") ? SecurityMode.ifpossible : SecurityMode.disabled;
        return new Account(client.getString("hostname"), client.getInt("port"), client.getString("domain"),
                client.getString("username"), ConfigFile.optional(client, "password").orElse(null),
                client.getString("resource"), security, !client.getBoolean("disable-certificate-verification"),
                client.getDuration("reply-timeout"));
    }

    private static Optional<DomainBareJid> domain(Config config, String path) throws XmppStringprepException {
        return config.hasPath(path) ? Optional.of(JidCreate.domainBareFrom(config.getString(path))) : Optional.empty();
    }

    private static Optional<EntityBareJid> brewery(Config jicofo) throws XmppStringprepException {
        String path = "bridge.brewery-jid";
        return jicofo.hasPath(path) ? Optional.of(JidCreate.entityBareFrom(jicofo.getString(path))) : Optional.empty();
    }

    private static BridgeChecks bridges(Config bridge) {
        Config checks = bridge.getConfig("health-checks");
        Duration interval = checks.getDuration("interval");
        Duration retry = checks.hasPath("retry-delay") ? checks.getDuration("retry-delay") : interval.dividedBy(2);
        return new BridgeChecks(checks.getBoolean("enabled"), interval, retry, checks.getBoolean("use-presence"),
                checks.getDuration("presence-timeout"), bridge.getDuration("failure-reset-threshold"),
                bridge.getString("selection-strategy"), bridge.getDouble("stress-threshold"));
    }

    /** The domain whose users may create rooms; nothing without authentication. */
    private static Optional<DomainBareJid> authentication(Config jicofo) throws XmppStringprepException {
        Config auth = jicofo.getConfig("authentication");
        String type = auth.getString("type");
        if (!auth.getBoolean("enabled") || type.equals("NONE")) {
            return Optional.empty();
        }
        if (!type.equals("XMPP") && !type.equals("JWT")) {
            throw new ConfigException.BadValue("jicofo.authentication.type", type);
        }
        return Optional.of(JidCreate.domainBareFrom(auth.getString("login-url")));
    }

    private static Conferences conferences(Config jicofo) {
        Config conference = jicofo.getConfig("conference");
        return new Conferences(conference.getBoolean("enable-auto-owner"), conference.getDuration("initial-timeout"),
                conference.getInt("min-participants"));
    }

    private static Health health(Config jicofo) {
        Config health = jicofo.getConfig("health");
        return new Health(health.getBoolean("enabled"), health.getDuration("interval"), health.getDuration("timeout"),
                health.getString("room-name-prefix"));
    }

    private static Rest rest(Config rest) {
        return new Rest(rest.getBoolean("enabled"), rest.getString("host"), rest.getInt("port"),
                rest.getBoolean("prometheus.enabled"), rest.getBoolean("debug.enabled"));
    }
}
