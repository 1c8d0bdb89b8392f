package org.jitsi.jigasi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ExtensionHeader;
import javax.sip.header.FromHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jitsi.jigasi.xmpp.Meeting;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** Between telephones and rooms: what comes in by SIP enters a room, and what a room dials is called. */
final class SipGateway implements CallGateway, SipListener {
    static final Logger LOGGER = Logger.getLogger(SipGateway.class.getName());

    /** What becomes of a request. */
    interface Answer {
        void received(ResponseEvent event) throws Exception;

        void failed(String reason);
    }

    private final GatewayProperties properties;
    private final Voice.Ports ports;
    private final ExecutorService workers;
    private final Runnable changed;
    private final SipTransport transport;
    private final SipRegistration registration;
    private final Map<Meeting, SipCall> calls = new ConcurrentHashMap<>();

    SipGateway(GatewayProperties properties, Voice.Ports ports, ScheduledExecutorService scheduler,
            ExecutorService workers, Runnable changed) throws Exception {
        this.properties = properties;
        this.ports = ports;
        this.workers = workers;
        this.changed = changed;
        this.transport = new SipTransport(properties, SipAccount.of(properties), this);
        this.registration = new SipRegistration(transport, scheduler);
    }

    void start() {
        workers.execute(registration::register);
    }

    void stop() {
        registration.unregister();
    }

    @Override
    public boolean isReady() {
        return registration.isRegistered();
    }

    String state() {
        return registration.state();
    }

    @Override
    public int sessions() {
        return calls.size();
    }

    /** For /debug: the sound of each call, by its address in the room. */
    Map<String, Object> debug() {
        return calls.entrySet().stream().collect(Collectors.toMap(entry -> entry.getKey().occupant(), entry -> {
            Voice voice = entry.getValue().voice();
            return Map.of("sent_packets", voice.sent(), "received_packets", voice.received(), "received_level", voice.level());
        }));
    }

    SipCall newCall() throws Exception {
        return new SipCall(transport, ports);
    }

    @Override
    public Meeting dial(String to, EntityBareJid room, String password) throws Exception {
        SipCall call = newCall();
        Meeting meeting = enter(room, password, to, call);
        call.dial(to).exceptionally(failure -> {
            LOGGER.warning("The call to " + to + " failed: " + failure.getMessage());
            return null;
        });
        return meeting;
    }

    private Meeting enter(EntityBareJid room, String password, String name, SipCall call) throws Exception {
        Meeting[] place = new Meeting[1];
        Meeting meeting = Meeting.enter(properties, room, password, name, List.of(Meeting.JIGASI),
                () -> workers.execute(() -> hangUp(place[0])));
        place[0] = meeting;
        calls.put(meeting, call);
        call.onEnd(() -> workers.execute(() -> end(meeting)));
        changed.run();
        return meeting;
    }

    @Override
    public void hangUp(Meeting meeting) {
        SipCall call = meeting == null ? null : calls.get(meeting);
        if (call != null) {
            call.hangUp();
            end(meeting);
        }
    }

    private void end(Meeting meeting) {
        if (calls.remove(meeting) != null) {
            meeting.leave();
            changed.run();
        }
    }

    private void incoming(RequestEvent event) throws Exception {
        SipCall call = newCall();
        call.ring(event);
        ExtensionHeader header = (ExtensionHeader) event.getRequest().getHeader(transport.account.roomHeader());
        String room = header == null ? properties.own("DEFAULT_JVB_ROOM_NAME") : header.getValue().trim();
        if (room == null || room.isEmpty()) {
            LOGGER.severe("No JVB room name provided in INVITE header.");
            call.reject(Response.BUSY_HERE);
            return;
        }
        String full = room.contains("@") ? room : room + "@" + properties.own("MUC_SERVICE_ADDRESS");
        String caller = ((FromHeader) event.getRequest().getHeader(FromHeader.NAME)).getAddress().toString();
        LOGGER.info("Incoming call received from " + caller + ", room " + full);
        try {
            enter(JidCreate.entityBareFrom(full), null, caller, call);
            call.accept();
        } catch (Exception e) {
            LOGGER.log(Level.SEVERE, "The call cannot enter " + full + ": " + e, e);
            call.reject(Response.SERVER_INTERNAL_ERROR);
        }
    }

    @Override
    public void processRequest(RequestEvent event) {
        workers.execute(() -> {
            try {
                request(event);
            } catch (Exception e) {
                LOGGER.log(Level.WARNING, "A SIP request was not understood: " + e, e);
            }
        });
    }

    private void request(RequestEvent event) throws Exception {
        Request request = event.getRequest();
        Dialog dialog = event.getDialog();
        Object call = dialog == null ? null : dialog.getApplicationData();
        switch (request.getMethod()) {
            case Request.INVITE -> incoming(event);
            case Request.ACK -> LOGGER.fine("The call is up.");
            case Request.BYE, Request.CANCEL -> {
                respond(event, Response.OK);
                if (call instanceof SipCall known) {
                    known.theyEnded();
                }
            }
            case Request.OPTIONS, Request.INFO, Request.NOTIFY -> respond(event, Response.OK);
            default -> respond(event, Response.METHOD_NOT_ALLOWED);
        }
    }

    private void respond(RequestEvent event, int status) throws Exception {
        ServerTransaction transaction = event.getServerTransaction() == null
                ? transport.provider.getNewServerTransaction(event.getRequest()) : event.getServerTransaction();
        transaction.sendResponse(transport.messages.createResponse(status, event.getRequest()));
    }

    @Override
    public void processResponse(ResponseEvent event) {
        if (event.getClientTransaction() != null && event.getClientTransaction().getApplicationData() instanceof Answer answer) {
            workers.execute(() -> {
                try {
                    answer.received(event);
                } catch (Exception e) {
                    LOGGER.log(Level.WARNING, "An answer to " + ((CSeqHeader) event.getResponse().getHeader(CSeqHeader.NAME)).getMethod()
                            + " was not understood: " + e, e);
                    answer.failed(e.getMessage());
                }
            });
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction() && event.getClientTransaction().getApplicationData() instanceof Answer answer) {
            workers.execute(() -> answer.failed("A timeout occurred while trying to connect to the server."));
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        LOGGER.fine("No connection to " + event.getHost() + ":" + event.getPort());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // Nothing is kept by transaction.
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        if (event.getDialog().getApplicationData() instanceof SipCall call) {
            workers.execute(call::theyEnded);
        }
    }
}
