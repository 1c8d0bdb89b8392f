package org.jitsi.jigasi;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Sockets of the SIP library, which verify the server. The library makes the object itself, from the class's name. */
public final class SipSockets implements NetworkLayer {
    private static final int TIMEOUT = 5000;
    private static volatile SSLContext context;

    /** Before the library starts: whom to believe. */
    static void trust(Trust trust) throws Exception {
        SSLContext fresh = SSLContext.getInstance("TLSv1.2");
        fresh.init(null, new TrustManager[] {trust}, null);
        context = fresh;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new ServerSocket(port, backlog, address);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, backlog, address);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return createSocket(address, port, null, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress own) throws IOException {
        return createSocket(address, port, own, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress own, int ownPort) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(own, ownPort));
        socket.connect(new InetSocketAddress(address, port), TIMEOUT);
        return socket;
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return createSSLSocket(address, port, null);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress own) throws IOException {
        Socket socket = createSocket(address, port, own, 0);
        return (SSLSocket) context.getSocketFactory().createSocket(socket, address.getHostAddress(), port, true);
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return new DatagramSocket(port, address);
    }

    @Override
    public void setSipStack(SipStackImpl stack) {
        // Nothing of it is needed.
    }
}
