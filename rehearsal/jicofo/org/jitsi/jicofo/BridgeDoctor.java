package org.jitsi.jicofo;

import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jitsi.rehearsal.PlainIq;
import org.jitsi.rehearsal.Rooms;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;

/** One look at one bridge: asked by IQ, once more after a pause when it is silent, or judged by its presence. */
final class BridgeDoctor implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(BridgeDoctor.class.getName());
    private static final Set<Condition> FAILURES = Set.of(Condition.internal_server_error, Condition.service_unavailable);

    private final Bridge bridge;
    private final JicofoConfig.BridgeChecks checks;
    private final Supplier<XMPPTCPConnection> connection;

    BridgeDoctor(Bridge bridge, JicofoConfig.BridgeChecks checks, Supplier<XMPPTCPConnection> connection) {
        this.bridge = bridge;
        this.checks = checks;
        this.connection = connection;
    }

    @Override
    public void run() {
        if (checks.usePresence()) {
            bridge.setOperational(bridge.isHealthy() && !bridge.isSilent());
            return;
        }
        try {
            IQ answer = ask();
            if (answer == null) {
                LOGGER.warning(bridge + " health-check timed out, another try after " + checks.retryDelay());
                Thread.sleep(checks.retryDelay().toMillis());
                answer = ask();
            }
            judge(answer);
        } catch (SmackException.NotConnectedException e) {
            LOGGER.warning("XMPP disconnected - skipping health check for: " + bridge);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private IQ ask() throws SmackException.NotConnectedException, InterruptedException {
        PlainIq question = new PlainIq(
                StandardExtensionElement.builder("healthcheck", Rooms.HEALTH_NAMESPACE).build());
        question.setType(IQ.Type.get);
        question.setTo(bridge.address());
        return connection.get().createStanzaCollectorAndSend(question).nextResult();
    }

    private void judge(IQ answer) {
        if (answer == null) {
            LOGGER.warning("Health check timed out for: " + bridge);
            bridge.setOperational(false);
        } else if (answer.getType() == IQ.Type.result) {
            bridge.setOperational(true);
        } else if (answer.getError() != null && FAILURES.contains(answer.getError().getCondition())) {
            LOGGER.warning("Health check failed for: " + bridge + ": " + answer.getError());
            bridge.setOperational(false);
        } else {
            LOGGER.severe("Unexpected error returned by the bridge: " + bridge + ": " + answer.getError());
        }
    }
}
