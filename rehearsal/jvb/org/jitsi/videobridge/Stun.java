package org.jitsi.videobridge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jitsi.rehearsal.Rehearsal;

/** The little of STUN (RFC 8489) that a binding request and its answer need. */
final class Stun {
    private static final int HEADER = 20;
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final short BINDING_REQUEST = 0x0001;
    private static final short BINDING_SUCCESS = 0x0101;
    private static final short XOR_MAPPED_ADDRESS = 0x0020;
    private static final short SOFTWARE = (short) 0x8022;

    private Stun() {}

    static boolean isBindingRequest(ByteBuffer message) {
        return isMessage(message, BINDING_REQUEST);
    }

    /** A binding request without attributes. */
    static byte[] request(byte[] transaction) {
        return ByteBuffer.allocate(HEADER).putShort(BINDING_REQUEST).putShort((short) 0).putInt(MAGIC_COOKIE)
                .put(transaction).array();
    }

    /** The success response: whom we saw, and that a stand-in answers. */
    static byte[] answer(ByteBuffer request, InetSocketAddress from) {
        byte[] transaction = new byte[12];
        request.get(8, transaction);
        byte[] address = xorAddress(from, transaction);
        byte[] software = padded(Rehearsal.MARK.getBytes(StandardCharsets.UTF_8));
        int length = 4 + address.length + 4 + software.length;
        return ByteBuffer.allocate(HEADER + length)
                .putShort(BINDING_SUCCESS).putShort((short) length).putInt(MAGIC_COOKIE).put(transaction)
                .putShort(XOR_MAPPED_ADDRESS).putShort((short) address.length).put(address)
                .putShort(SOFTWARE).putShort((short) Rehearsal.MARK.length()).put(software)
                .array();
    }

    /** The address that a STUN server saw, where the message is a binding success with an IPv4 XOR-MAPPED-ADDRESS. */
    static Optional<InetAddress> mappedAddress(ByteBuffer message) {
        if (!isMessage(message, BINDING_SUCCESS)) {
            return Optional.empty();
        }
        int position = HEADER;
        while (position + 4 <= message.limit()) {
            short type = message.getShort(position);
            int length = message.getShort(position + 2) & 0xffff;
            if (type == XOR_MAPPED_ADDRESS && length == 8) {
                int address = message.getInt(position + 8) ^ MAGIC_COOKIE;
                return Optional.of(inetAddress(ByteBuffer.allocate(4).putInt(address).array()));
            }
            position += 4 + (length + 3) / 4 * 4;
        }
        return Optional.empty();
    }

    private static boolean isMessage(ByteBuffer message, short type) {
        return message.limit() >= HEADER && message.getShort(0) == type && message.getInt(4) == MAGIC_COOKIE;
    }

    private static byte[] xorAddress(InetSocketAddress from, byte[] transaction) {
        byte[] address = from.getAddress().getAddress();
        byte[] mask = ByteBuffer.allocate(16).putInt(MAGIC_COOKIE).put(transaction).array();
        ByteBuffer value = ByteBuffer.allocate(4 + address.length);
        value.putShort((short) (address.length == 4 ? 1 : 2));
        value.putShort((short) (from.getPort() ^ (MAGIC_COOKIE >>> 16)));
        for (int i = 0; i < address.length; i++) {
            value.put((byte) (address[i] ^ mask[i]));
        }
        return value.array();
    }

    private static byte[] padded(byte[] value) {
        return java.util.Arrays.copyOf(value, (value.length + 3) / 4 * 4);
    }

    private static InetAddress inetAddress(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
