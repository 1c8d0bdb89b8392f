package org.jitsi.jigasi;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** One call with a telephone, in or out, and its sound. */
final class SipCall {
    private final SipTransport transport;
    private final Voice voice;
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Runnable ended = () -> { };
    private volatile Dialog dialog;
    private volatile ClientTransaction invitation;
    private ServerTransaction invited;

    SipCall(SipTransport transport, Voice.Ports ports) throws Exception {
        this.transport = transport;
        this.voice = new Voice(transport.localAddress, ports);
    }

    Voice voice() {
        return voice;
    }

    /** Runs once, when the other side hangs up or the call fails. */
    void onEnd(Runnable action) {
        ended = action;
    }

    /** Calls somebody. Done when they answer; failed with the server's words when they do not. */
    CompletableFuture<Void> dial(String to) {
        try {
            Request request = transport.request(Request.INVITE, to, Long.toHexString(System.nanoTime()), transport.provider.getNewCallId());
            describe(request);
            invitation = transport.send(request, new SipGateway.Answer() {
                @Override
                public void received(ResponseEvent event) throws Exception {
                    progress(event);
                }

                @Override
                public void failed(String reason) {
                    fail(reason);
                }
            });
        } catch (Exception e) {
            fail(e.getMessage());
        }
        return answered;
    }

    private void progress(ResponseEvent event) throws Exception {
        Response response = event.getResponse();
        int status = response.getStatusCode();
        if (status == Response.OK) {
            dialog = event.getDialog();
            dialog.setApplicationData(this);
            dialog.sendAck(dialog.createAck(((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber()));
            if (answered.complete(null)) {
                voice.connect(text(response.getRawContent()));
            }
        } else if (status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED) {
            if (!transport.answerChallenge(response, event.getClientTransaction())) {
                fail(status + " " + response.getReasonPhrase());
            }
        } else if (status >= 300) {
            fail(status + " " + response.getReasonPhrase());
        }
    }

    /** Somebody calls: the telephone rings until `accept` or `reject`. */
    void ring(RequestEvent event) throws Exception {
        invited = event.getServerTransaction() == null
                ? transport.provider.getNewServerTransaction(event.getRequest()) : event.getServerTransaction();
        dialog = invited.getDialog();
        dialog.setApplicationData(this);
        invited.sendResponse(response(Response.RINGING));
    }

    void accept() throws Exception {
        voice.connect(text(invited.getRequest().getRawContent()));
        Response response = response(Response.OK);
        describe(response);
        invited.sendResponse(response);
    }

    void reject(int status) {
        try {
            invited.sendResponse(response(status));
        } catch (Exception e) {
            SipGateway.LOGGER.warning("Could not refuse a call: " + e);
        }
        finish();
    }

    private Response response(int status) throws Exception {
        Response response = transport.messages.createResponse(status, invited.getRequest());
        response.addHeader(transport.contact());
        return response;
    }

    private void describe(javax.sip.message.Message message) throws Exception {
        ContentTypeHeader type = transport.headers.createContentTypeHeader("application", "sdp");
        message.setContent(voice.description().getBytes(StandardCharsets.US_ASCII), type);
    }

    private static String text(byte[] content) {
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    void hangUp() {
        if (over.get()) {
            return;
        }
        try {
            if (dialog != null && dialog.getState() == DialogState.CONFIRMED) {
                dialog.sendRequest(transport.provider.getNewClientTransaction(dialog.createRequest(Request.BYE)));
            } else if (invitation != null) {
                transport.provider.getNewClientTransaction(invitation.createCancel()).sendRequest();
            } else if (invited != null) {
                invited.sendResponse(response(Response.TEMPORARILY_UNAVAILABLE));
            }
        } catch (Exception e) {
            SipGateway.LOGGER.warning("Could not hang up: " + e);
        }
        finish();
    }

    private void fail(String reason) {
        answered.completeExceptionally(new IllegalStateException(reason));
        theyEnded();
    }

    /** The other side hung up. */
    void theyEnded() {
        if (finish()) {
            ended.run();
        }
    }

    private boolean finish() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        SipGateway.LOGGER.info("SIP call ended: sent " + voice.sent() + " packets, received " + voice.received());
        voice.close();
        return true;
    }
}
