package org.jitsi.videobridge;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The media port, bound on every local address. It answers STUN binding requests and drops everything else. */
final class MediaPort {
    private static final Logger LOGGER = Logger.getLogger(MediaPort.class.getName());

    private final int port;
    private final List<DatagramSocket> sockets;

    private MediaPort(int port, List<DatagramSocket> sockets) {
        this.port = port;
        this.sockets = sockets;
    }

    static MediaPort open(int port) throws SocketException {
        List<DatagramSocket> sockets = new ArrayList<>();
        for (InetAddress address : localAddresses()) {
            try {
                sockets.add(new DatagramSocket(port, address));
                LOGGER.info("Listening on " + address.getHostAddress() + ":" + port + "/udp");
            } catch (SocketException e) {
                LOGGER.log(Level.SEVERE, "Failed to bind " + address.getHostAddress() + ":" + port + "/udp: " + e.getMessage());
            }
        }
        sockets.forEach(socket -> new Thread(() -> serve(socket), "media " + socket.getLocalAddress()).start());
        return new MediaPort(port, List.copyOf(sockets));
    }

    int port() {
        return port;
    }

    /** The addresses the port could be bound on. */
    List<InetAddress> addresses() {
        return sockets.stream().map(DatagramSocket::getLocalAddress).toList();
    }

    private static List<InetAddress> localAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static void serve(DatagramSocket socket) {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                ByteBuffer message = ByteBuffer.wrap(buffer, 0, packet.getLength());
                if (Stun.isBindingRequest(message)) {
                    InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
                    byte[] answer = Stun.answer(message, from);
                    socket.send(new DatagramPacket(answer, answer.length, from));
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "Media port: " + e.getMessage());
            }
        }
    }
}
