package org.jitsi.videobridge;

import com.typesafe.config.Config;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

/** The addresses a browser would be offered: local ones, static mappings and what STUN servers see. */
final class Candidates {
    /** One offered address. */
    record Candidate(InetAddress address, int port, String origin) {
        @Override
        public String toString() {
            return address.getHostAddress() + ":" + port + " (" + origin + ")";
        }
    }

    private static final Logger LOGGER = Logger.getLogger(Candidates.class.getName());
    private static final int STUN_TIMEOUT_MILLIS = 3000;

    private final List<Candidate> offered = new ArrayList<>();
    private boolean stunFailed;

    private Candidates() {}

    static Candidates gather(Config config, MediaPort media) {
        Candidates candidates = new Candidates();
        boolean offerPrivate = config.getBoolean("videobridge.ice.advertise-private-candidates");
        for (InetAddress address : media.addresses()) {
            if (offerPrivate || !address.isSiteLocalAddress()) {
                candidates.offered.add(new Candidate(address, media.port(), "host"));
            }
        }
        candidates.addMappings(config, media);
        candidates.askStunServers(config, media);
        LOGGER.info("Candidates: " + candidates.offered);
        return candidates;
    }

    List<Candidate> offered() {
        return List.copyOf(offered);
    }

    /** Whether servers were configured and none of them answered. */
    boolean stunFailed() {
        return stunFailed;
    }

    /** Whether any offered address may be reached from other networks. */
    boolean hasPublicAddress() {
        return offered.stream().map(Candidate::address).anyMatch(address -> !address.isSiteLocalAddress()
                && !address.isLinkLocalAddress() && !address.isLoopbackAddress());
    }

    private void addMappings(Config config, MediaPort media) {
        Set<String> seen = new HashSet<>();
        for (Config mapping : config.getConfigList("ice4j.harvest.mapping.static-mappings")) {
            InetAddress local = address(mapping.getString("local-address"));
            InetAddress visible = address(mapping.getString("public-address"));
            if (mapping.hasPath("local-port") != mapping.hasPath("public-port")) {
                LOGGER.severe("Static mapping ignored: give both local-port and public-port, or none: " + mapping);
            } else if (!seen.add(local + " " + visible)) {
                LOGGER.warning("Static mapping dropped: the same local and public address are mapped already: " + visible);
            } else if (!matches(mapping, local, media)) {
                LOGGER.severe("Static mapping to " + visible.getHostAddress() + " gives no candidate: no host candidate is at "
                        + local.getHostAddress() + " and its port");
            } else {
                int port = mapping.hasPath("public-port") ? mapping.getInt("public-port") : media.port();
                offered.add(new Candidate(visible, port, "static mapping"));
            }
        }
    }

    private static boolean matches(Config mapping, InetAddress local, MediaPort media) {
        boolean port = !mapping.hasPath("local-port") || mapping.getInt("local-port") == media.port();
        return port && media.addresses().contains(local);
    }

    private void askStunServers(Config config, MediaPort media) {
        List<String> servers = config.getStringList("ice4j.harvest.mapping.stun.addresses");
        List<InetAddress> found = servers.stream().map(Candidates::ask).flatMap(Optional::stream).distinct().toList();
        stunFailed = !servers.isEmpty() && found.isEmpty();
        found.forEach(address -> offered.add(new Candidate(address, media.port(), "STUN")));
    }

    private static Optional<InetAddress> ask(String server) {
        String[] parts = server.split(":");
        if (parts.length != 2) {
            LOGGER.severe("STUN server ignored, it must be host:port: " + server);
            return Optional.empty();
        }
        byte[] transaction = new byte[12];
        new SecureRandom().nextBytes(transaction);
        byte[] request = Stun.request(transaction);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(STUN_TIMEOUT_MILLIS);
            InetSocketAddress to = new InetSocketAddress(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
            socket.send(new DatagramPacket(request, request.length, to));
            DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
            socket.receive(answer);
            return Stun.mappedAddress(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
        } catch (IOException | NumberFormatException e) {
            LOGGER.warning("STUN server " + server + " did not answer: " + e);
            return Optional.empty();
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new com.typesafe.config.ConfigException.BadValue("ice4j.harvest.mapping.static-mappings", text);
        }
    }
}
