package org.jitsi.jigasi;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sound of one call: sends a tone, and measures what comes. G.711 (PCMU) in RTP, without encryption. */
final class Voice implements AutoCloseable {
    /** Ports that sound may use. */
    record Ports(int min, int max) {}

    private static final Logger LOGGER = Logger.getLogger(Voice.class.getName());
    private static final int FRAME = 160;
    private static final int HEADER = 12;
    private static final double TONE_HZ = 440;
    private static final double RATE = 8000;

    private final DatagramSocket socket;
    private final String localAddress;
    private volatile InetSocketAddress remote;
    private volatile long sent;
    private volatile long received;
    private volatile double level;

    Voice(String localAddress, Ports ports) throws SocketException {
        this.localAddress = localAddress;
        this.socket = bind(ports);
        start("voice in", this::receive);
    }

    /** RTP is on even ports: the next one is RTCP's. */
    private static DatagramSocket bind(Ports ports) throws SocketException {
        for (int port = ports.min() + ports.min() % 2; port < ports.max(); port += 2) {
            try {
                return new DatagramSocket(port);
            } catch (SocketException e) {
                LOGGER.fine("Port " + port + " is taken.");
            }
        }
        throw new SocketException("no port for voice is free, of " + ports.min() + " to " + ports.max());
    }

    String description() {
        return "v=0\r\no=- 1 1 IN IP4 " + localAddress + "\r\ns=REHEARSAL\r\nc=IN IP4 " + localAddress + "\r\nt=0 0\r\nm=audio "
                + socket.getLocalPort() + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n";
    }

    /** Sends to where the other side's description says. */
    void connect(String description) throws IOException {
        Matcher address = Pattern.compile("(?m)^c=IN IP4 ([0-9.]+)").matcher(description);
        Matcher media = Pattern.compile("(?m)^m=audio ([0-9]+) RTP/AVPF?((?: [0-9]+)+)").matcher(description);
        if (!address.find() || !media.find() || !(media.group(2) + " ").contains(" 0 ")) {
            throw new IOException("the other side offers no PCMU over RTP/AVP");
        }
        InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(address.group(1)), Integer.parseInt(media.group(1)));
        boolean first = remote == null;
        remote = target;
        if (first) {
            start("voice out", this::send);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void send() {
        int source = ThreadLocalRandom.current().nextInt();
        byte[] frame = new byte[HEADER + FRAME];
        for (int number = 0; !socket.isClosed(); number++) {
            ByteBuffer.wrap(frame).putShort((short) 0x8000).putShort((short) number).putInt(number * FRAME).putInt(source);
            for (int i = 0; i < FRAME; i++) {
                double time = (number * (double) FRAME + i) / RATE;
                frame[HEADER + i] = Ulaw.encode((int) (8000 * Math.sin(2 * Math.PI * TONE_HZ * time)));
            }
            try {
                socket.send(new DatagramPacket(frame, frame.length, remote));
                sent++;
                Thread.sleep(20);
            } catch (IOException e) {
                LOGGER.fine("A packet was not sent: " + e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
            } catch (IOException e) {
                continue;
            }
            byte[] data = packet.getData();
            int length = packet.getLength() - HEADER;
            if (length <= 0 || (data[1] & 0x7f) != 0) {
                continue;
            }
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += Math.abs(Ulaw.decode(data[HEADER + i]));
            }
            received++;
            level = sum / length;
        }
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    /** Mean amplitude of the last packet: 0 is silence, 32767 as loud as can be. */
    double level() {
        return level;
    }

    @Override
    public void close() {
        socket.close();
    }
}
