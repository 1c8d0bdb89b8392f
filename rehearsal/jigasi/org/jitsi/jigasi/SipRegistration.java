package org.jitsi.jigasi;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sip.ResponseEvent;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jitsi.rehearsal.Rehearsal;

/**
 * Keeps the gateway registered at the SIP server. States and their log lines are the real program's. A server that is away is
 * tried again, less and less often; a refused password is not: the server would lock the account.
 */
final class SipRegistration {
    private static final int EXPIRES = 600;
    private static final String CANCELED = "User has canceled the authentication process.";

    private final SipTransport transport;
    private final ScheduledExecutorService scheduler;
    private final Backoff backoff = new Backoff();
    private final CallIdHeader call;
    private volatile String state = "Unregistered";
    private ScheduledFuture<?> renewal;

    SipRegistration(SipTransport transport, ScheduledExecutorService scheduler) {
        this.transport = transport;
        this.scheduler = scheduler;
        this.call = transport.provider.getNewCallId();
        int interval = transport.account.keepAliveSeconds();
        scheduler.scheduleWithFixedDelay(Rehearsal.guarded(SipGateway.LOGGER, this::keepAlive), interval, interval, TimeUnit.SECONDS);
    }

    boolean isRegistered() {
        return state.equals("Registered");
    }

    String state() {
        return state;
    }

    void register() {
        become("Registering", -1, null);
        send(EXPIRES);
    }

    void unregister() {
        if (isRegistered()) {
            become("Unregistering", -1, null);
            send(0);
        }
    }

    private void send(int expires) {
        try {
            Request request = transport.request(Request.REGISTER, null, "rehearsal", call);
            request.addHeader(transport.headers.createExpiresHeader(expires));
            transport.send(request, new SipGateway.Answer() {
                @Override
                public void received(ResponseEvent event) throws Exception {
                    answered(event, expires);
                }

                @Override
                public void failed(String reason) {
                    away(reason);
                }
            });
        } catch (Exception e) {
            away("Could not send out the register request: " + e.getMessage());
        }
    }

    private void answered(ResponseEvent event, int expires) throws Exception {
        Response response = event.getResponse();
        int status = response.getStatusCode();
        if (status < 200) {
            return;
        }
        if (status == Response.OK) {
            backoff.reset();
            become(expires == 0 ? "Unregistered" : "Registered", -1, null);
            ExpiresHeader granted = response.getExpires();
            renewIn(granted == null ? expires : granted.getExpires());
        } else if (status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED) {
            if (!transport.answerChallenge(response, event.getClientTransaction())) {
                become("Unregistered", 0, CANCELED);
            }
        } else if (status == Response.FORBIDDEN) {
            become("Authentication Failed", 1, "Received a 403 FORBIDDEN response while authenticating."
                    + " Server returned error:" + response.getReasonPhrase());
        } else {
            away("Received an error while trying to register. Server returned error:" + response.getReasonPhrase());
        }
    }

    private synchronized void renewIn(int seconds) {
        if (renewal != null) {
            renewal.cancel(false);
        }
        if (isRegistered()) {
            renewal = scheduler.schedule(this::register, Math.max(seconds * 900L, 1000), TimeUnit.MILLISECONDS);
        }
    }

    private void away(String reason) {
        if (state.equals("Unregistering")) {
            become("Unregistered", -1, reason);
            return;
        }
        become("Connection Failed", -1, reason);
        long delay = backoff.next();
        SipGateway.LOGGER.info("Reconnect " + transport.account.id() + " after " + delay + " ms.");
        scheduler.schedule(this::register, delay, TimeUnit.MILLISECONDS);
    }

    private void keepAlive() {
        if (!isRegistered()) {
            return;
        }
        switch (transport.account.keepAlive()) {
            case "OPTIONS" -> options();
            case "REGISTER" -> send(EXPIRES);
            default -> SipGateway.LOGGER.fine("Nothing is sent to keep the way open.");
        }
    }

    private void options() {
        try {
            transport.send(transport.request(Request.OPTIONS, null, "rehearsal", transport.provider.getNewCallId()), new SipGateway.Answer() {
                @Override
                public void received(ResponseEvent event) {
                    SipGateway.LOGGER.fine("The SIP server is there.");
                }

                @Override
                public void failed(String reason) {
                    away(reason);
                }
            });
        } catch (Exception e) {
            away("No response from the SIP server: " + e.getMessage());
        }
    }

    private synchronized void become(String next, int code, String reason) {
        String previous = state;
        state = next;
        if (!previous.equals(next)) {
            SipGateway.LOGGER.info("REG STATE CHANGE ProtocolProviderServiceSipImpl(" + transport.account.id()
                    + ") -> RegistrationStateChangeEvent[ oldState=" + previous + "; newState=RegistrationState=" + next
                    + "; userRequest=false; reasonCode=" + code + "; reason=" + reason + "]");
        }
    }
}
