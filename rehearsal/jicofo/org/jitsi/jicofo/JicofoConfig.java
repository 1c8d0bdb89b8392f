package org.jitsi.jicofo;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
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
        Optional<DomainBareJid> clientProxy, Optional<EntityBareJid> bridgeBrewery,
        Optional<EntityBareJid> jigasiBrewery, BridgeChecks bridges, Optional<DomainBareJid> authenticationDomain,
        Conferences conferences, Health health, Rest rest, Optional<RecorderSettings> recorders) {

    record BridgeChecks(boolean enabled, Duration interval, Duration retryDelay, boolean usePresence,
            Duration presenceTimeout, Duration failureReset, String strategy, double stressThreshold) {}

    /** Classes of the real jicofo that choose a bridge. A name that is none of them ends its start. */
    private static final List<String> STRATEGIES = List.of("SingleBridgeSelectionStrategy",
            "SplitBridgeSelectionStrategy", "RegionBasedBridgeSelectionStrategy", "IntraRegionBridgeSelectionStrategy",
            "VisitorSelectionStrategy");

    /** Where recorders are, how often another one is tried, and how long one may take to start. */
    record RecorderSettings(EntityBareJid brewery, int retries, Duration pendingTimeout, boolean moderatorsOnly) {}

    record Conferences(boolean autoOwner, Duration initialTimeout, int minParticipants,
            boolean randomDocumentName) {}

    record Health(boolean enabled, Duration interval, Duration timeout, String roomPrefix) {}

    record Rest(boolean enabled, String host, int port, boolean prometheus, boolean debug) {}

    static JicofoConfig from(Config root) throws XmppStringprepException {
        Config jicofo = root.getConfig("jicofo");
        Config client = jicofo.getConfig("xmpp.client");
        String xmppDomain = client.getString("xmpp-domain");
        String conferenceMuc = ConfigFile.optional(client, "conference-muc-jid").orElse("conference." + xmppDomain);
        return new JicofoConfig(account(client), JidCreate.domainBareFrom(xmppDomain),
                JidCreate.domainBareFrom(conferenceMuc), domain(client, "client-proxy"),
                brewery(jicofo, "bridge"), brewery(jicofo, "jigasi"), bridges(jicofo.getConfig("bridge")),
                authentication(jicofo), conferences(jicofo), health(jicofo), rest(jicofo.getConfig("rest")),
                recorders(jicofo));
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

    private static Optional<EntityBareJid> brewery(Config jicofo, String service) throws XmppStringprepException {
        String path = service + ".brewery-jid";
        return jicofo.hasPath(path) ? Optional.of(JidCreate.entityBareFrom(jicofo.getString(path))) : Optional.empty();
    }

    private static Optional<RecorderSettings> recorders(Config jicofo) throws XmppStringprepException {
        Config jibri = jicofo.getConfig("jibri");
        boolean moderatorsOnly = jicofo.getBoolean("conference.enable-moderator-checks");
        return brewery(jicofo, "jibri").map(room -> new RecorderSettings(
                room, jibri.getInt("num-retries"), jibri.getDuration("pending-timeout"), moderatorsOnly));
    }

    private static BridgeChecks bridges(Config bridge) {
        Config checks = bridge.getConfig("health-checks");
        Duration interval = checks.getDuration("interval");
        Duration retry = checks.hasPath("retry-delay") ? checks.getDuration("retry-delay") : interval.dividedBy(2);
        return new BridgeChecks(checks.getBoolean("enabled"), interval, retry, checks.getBoolean("use-presence"),
                checks.getDuration("presence-timeout"), bridge.getDuration("failure-reset-threshold"),
                strategy(bridge), bridge.getDouble("stress-threshold"));
    }

    private static String strategy(Config bridge) {
        String name = bridge.getString("selection-strategy");
        if (!STRATEGIES.contains(name)) {
            throw new ConfigException.BadValue("jicofo.bridge.selection-strategy", name);
        }
        return name;
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
        // Read for their types alone: the stand-in's sessions live as long as it does.
        auth.getDuration("authentication-lifetime");
        auth.getBoolean("enable-auto-login");
        return Optional.of(JidCreate.domainBareFrom(auth.getString("login-url")));
    }

    private static Conferences conferences(Config jicofo) {
        Config conference = jicofo.getConfig("conference");
        return new Conferences(conference.getBoolean("enable-auto-owner"), conference.getDuration("initial-timeout"),
                conference.getInt("min-participants"), conference.getBoolean("shared-document.use-random-name"));
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
