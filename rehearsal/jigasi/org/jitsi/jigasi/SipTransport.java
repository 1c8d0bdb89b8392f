package org.jitsi.jigasi;

import gov.nist.javax.sip.SipStackExt;
import gov.nist.javax.sip.clientauthutils.AuthenticationHelper;
import gov.nist.javax.sip.clientauthutils.UserCredentials;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.sip.ClientTransaction;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The SIP library (that of the real program), set up for one account: makes requests, and answers challenges. */
final class SipTransport {
    private static final int CLEAR_PORT = 5060;
    private static final int SECURE_PORT = 5061;

    final AddressFactory addresses;
    final HeaderFactory headers;
    final MessageFactory messages;
    final SipProvider provider;
    final SipAccount account;
    final String localAddress;
    private final ListeningPoint point;
    private final AuthenticationHelper authentication;
    private long sequence;

    SipTransport(GatewayProperties properties, SipAccount account, SipListener listener) throws Exception {
        this.account = account;
        this.localAddress = addressTowards(account.server());
        SipSockets.trust(Trust.of(properties, Set.copyOf(List.of(account.server(), account.domain()))));
        SipFactory factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        SipStack stack = factory.createSipStack(options());
        // The library's own choice is of a time before TLS 1.2.
        ((SipStackExt) stack).setEnabledCipherSuites(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
        addresses = factory.createAddressFactory();
        headers = factory.createHeaderFactory();
        messages = factory.createMessageFactory();
        int port = account.transport().equals("tls") ? SECURE_PORT : CLEAR_PORT;
        point = stack.createListeningPoint(localAddress, port, account.transport());
        provider = stack.createSipProvider(point);
        provider.addSipListener(listener);
        authentication = ((SipStackExt) stack).getAuthenticationHelper(
                (transaction, realm) -> new Credentials(account, realm), headers);
    }

    private static Properties options() {
        Properties options = new Properties();
        options.setProperty("javax.sip.STACK_NAME", "rehearsal-jigasi");
        options.setProperty("gov.nist.javax.sip.NETWORK_LAYER", SipSockets.class.getName());
        options.setProperty("gov.nist.javax.sip.STACK_LOGGER", SipLog.class.getName());
        options.setProperty("gov.nist.javax.sip.SERVER_LOGGER", SipMessageLog.class.getName());
        options.setProperty("gov.nist.javax.sip.TLS_CLIENT_PROTOCOLS", "TLSv1.2");
        options.setProperty("gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE", "Disabled");
        options.setProperty("gov.nist.javax.sip.CONNECTION_TIMEOUT", "5000");
        return options;
    }

    /** The own address on the way to the server, or to the outside while the server has no name. */
    private static String addressTowards(String server) throws Exception {
        for (String host : List.of(server, "192.0.2.1")) {
            InetSocketAddress target = new InetSocketAddress(host, CLEAR_PORT);
            try (DatagramSocket socket = new DatagramSocket()) {
                if (!target.isUnresolved()) {
                    socket.connect(target);
                    return socket.getLocalAddress().getHostAddress();
                }
            } catch (java.io.UncheckedIOException | java.net.SocketException e) {
                SipGateway.LOGGER.fine("No way to " + host + ": " + e);
            }
        }
        return InetAddress.getLocalHost().getHostAddress();
    }

    /** A request outside of any call, by way of the server. */
    Request request(String method, String user, String tag, CallIdHeader call) throws Exception {
        SipURI own = addresses.createSipURI(account.user(), account.domain());
        SipURI target = user == null ? addresses.createSipURI(null, account.domain()) : uri(user);
        SipURI to = user == null ? own : target;
        Request request = messages.createRequest(target, method, call, headers.createCSeqHeader(++sequence, method),
                headers.createFromHeader(addresses.createAddress(own), tag),
                headers.createToHeader(addresses.createAddress(to), null),
                List.of(headers.createViaHeader(localAddress, point.getPort(), account.transport(), null)),
                headers.createMaxForwardsHeader(70));
        SipURI proxy = addresses.createSipURI(null, account.server());
        proxy.setPort(account.port());
        proxy.setTransportParam(account.transport());
        proxy.setLrParam();
        request.addHeader(headers.createRouteHeader(addresses.createAddress(proxy)));
        request.addHeader(contact());
        // A stream has no other end of a message.
        request.setContentLength(headers.createContentLengthHeader(0));
        request.addHeader(headers.createUserAgentHeader(List.of("Jigasi REHEARSAL")));
        return request;
    }

    private SipURI uri(String user) throws Exception {
        String[] parts = user.replaceFirst("^sips?:", "").split("@", 2);
        String[] host = (parts.length == 2 ? parts[1] : account.domain()).split(":", 2);
        SipURI uri = addresses.createSipURI(parts[0], host[0]);
        if (host.length == 2) {
            uri.setPort(Integer.parseInt(host[1]));
        }
        return uri;
    }

    ContactHeader contact() throws Exception {
        SipURI uri = addresses.createSipURI(account.user(), localAddress);
        uri.setPort(point.getPort());
        uri.setTransportParam(account.transport());
        return headers.createContactHeader(addresses.createAddress(uri));
    }

    ClientTransaction send(Request request, SipGateway.Answer answer) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setApplicationData(answer);
        transaction.sendRequest();
        return transaction;
    }

    /** Sends the request again with the account's password. False: the password was in it already. */
    boolean answerChallenge(Response response, ClientTransaction transaction) throws SipException {
        Request asked = transaction.getRequest();
        if (asked.getHeader("Authorization") != null || asked.getHeader("Proxy-Authorization") != null) {
            authentication.removeCachedAuthenticationHeaders(
                    ((CallIdHeader) asked.getHeader(CallIdHeader.NAME)).getCallId());
            return false;
        }
        ClientTransaction retry = authentication.handleChallenge(response, transaction, provider, 5);
        retry.setApplicationData(transaction.getApplicationData());
        retry.sendRequest();
        sequence++;
        return true;
    }

    private record Credentials(SipAccount account, String realm) implements UserCredentials {
        @Override
        public String getUserName() {
            return account.user();
        }

        @Override
        public String getPassword() {
            return account.password();
        }

        @Override
        public String getSipDomain() {
            return realm;
        }
    }
}
