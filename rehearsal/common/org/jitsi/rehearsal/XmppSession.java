package org.jitsi.rehearsal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.ReconnectionManager;
import org.jivesoftware.smack.SASLAuthentication;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smack.util.TLSUtils;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** One XMPP login that is kept up for ever: it retries every second and never gives up, as the real programs do. */
public final class XmppSession {
    /** Where and as whom to log in. The certificate must carry `domain`, whatever `host` is. No resource: a random one. */
    public record Account(String host, int port, String domain, String username, String password, String resource,
            SecurityMode security, boolean verifyCertificate, Duration replyTimeout) {}

    static {
        // Prosody may offer GSSAPI; the accounts have passwords.
        SASLAuthentication.unregisterSASLMechanism("org.jivesoftware.smack.sasl.javax.SASLGSSAPIMechanism");
        ReconnectionManager.setEnabledPerDefault(false);
        XMPPTCPConnection.setUseStreamManagementDefault(true);
        XMPPTCPConnection.setUseStreamManagementResumptionDefault(true);
    }

    private static final Logger LOGGER = Logger.getLogger(XmppSession.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Account account;
    private final Consumer<XMPPTCPConnection> prepare;
    private final Consumer<XMPPTCPConnection> loggedIn;
    private final Runnable lost;
    private volatile XMPPTCPConnection connection;
    private volatile boolean running = true;

    /**
     * @param prepare is given each new connection before it connects, to register handlers on
     * @param loggedIn is given the connection after each fresh login; a resumed stream goes on as it was
     * @param lost runs when a session is over
     */
    public XmppSession(Account account, Consumer<XMPPTCPConnection> prepare, Consumer<XMPPTCPConnection> loggedIn,
            Runnable lost) {
        this.account = account;
        this.prepare = prepare;
        this.loggedIn = loggedIn;
        this.lost = lost;
    }

    public void start() {
        new Thread(this::keepUp, "xmpp " + account.host()).start();
    }

    /** Leaves all rooms and closes the stream, without waiting long for the server's part in it. */
    public void stop() {
        running = false;
        XMPPTCPConnection current = connection;
        if (current != null && current.isConnected()) {
            current.setReplyTimeout(CLOSE_TIMEOUT.toMillis());
            current.disconnect();
        }
    }

    /** The present connection; null before the first attempt. */
    public XMPPTCPConnection connection() {
        return connection;
    }

    public boolean isLoggedIn() {
        XMPPTCPConnection current = connection;
        return current != null && current.isConnected() && current.isAuthenticated();
    }

    private void keepUp() {
        while (running) {
            try {
                runOnce();
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                LOGGER.log(Level.SEVERE, "Failed to connect/login to " + account.host() + ": " + reason(e));
            }
            abandon();
            sleepQuietly(RETRY);
        }
    }

    /** Logs in and returns when the session is over for good. */
    private void runOnce() throws Exception {
        connection = new XMPPTCPConnection(configuration());
        connection.setReplyTimeout(account.replyTimeout().toMillis());
        prepare.accept(connection);
        LossLatch latch = login();
        LOGGER.info("Logged in as " + connection.getUser() + ", encrypted=" + connection.isSecureConnection());
        loggedIn.accept(connection);
        try {
            do {
                latch.await();
                sleepQuietly(RETRY);
                latch = running ? login() : null;
            } while (latch != null && latch.resumed);
        } finally {
            lost.run();
        }
    }

    private LossLatch login() throws Exception {
        LossLatch latch = new LossLatch();
        connection.addConnectionListener(latch);
        connection.connect();
        connection.login();
        return latch;
    }

    /** A polite close of a stream whose login failed would wait for answers that never come. */
    private void abandon() {
        if (connection != null && connection.isAuthenticated()) {
            connection.disconnect();
        } else if (connection != null) {
            connection.instantShutdown();
        }
    }

    private XMPPTCPConnectionConfiguration configuration() throws Exception {
        XMPPTCPConnectionConfiguration.Builder builder = XMPPTCPConnectionConfiguration.builder()
                .setHost(account.host())
                .setPort(account.port())
                .setXmppDomain(JidCreate.domainBareFrom(account.domain()))
                .setSecurityMode(account.security());
        if (account.resource() != null) {
            builder.setResource(Resourcepart.from(account.resource()));
        }
        if (account.password() == null) {
            builder.performSaslAnonymousAuthentication();
        } else {
            builder.setUsernameAndPassword(account.username(), account.password());
        }
        if (!account.verifyCertificate()) {
            LOGGER.warning("Disabling certificate verification!");
            X509TrustManager trustAll = new TLSUtils.AcceptAllTrustManager();
            builder.setCustomX509TrustManager(trustAll).setHostnameVerifier((name, session) -> true);
        }
        return builder.build();
    }

    /** The innermost message says what to repair: PKIX path, host name, not-authorized. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return failure == cause ? String.valueOf(failure) : failure + " <- " + cause;
    }

    private static void sleepQuietly(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens when the connection is lost, and knows whether its login resumed the stream before. */
    private static final class LossLatch extends CountDownLatch implements ConnectionListener {
        private volatile boolean resumed;

        private LossLatch() {
            super(1);
        }

        @Override
        public void authenticated(XMPPConnection connection, boolean resumedStream) {
            resumed = resumedStream;
        }

        @Override
        public void connectionClosed() {
            countDown();
        }

        @Override
        public void connectionClosedOnError(Exception e) {
            LOGGER.warning("XMPP connection closed on error: " + reason(e));
            countDown();
        }
    }
}
