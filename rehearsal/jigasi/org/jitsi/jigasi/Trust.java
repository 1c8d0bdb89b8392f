package org.jitsi.jigasi;

import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whose certificates are believed: those of the trust store that the properties name, for the names that are expected. */
public final class Trust extends X509ExtendedTrustManager {
    private static final String STORE = "net.java.sip.communicator.service.cert.truststore.";
    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    private final X509ExtendedTrustManager authorities;
    private final Set<String> names;

    private Trust(X509ExtendedTrustManager authorities, Set<String> names) {
        this.authorities = authorities;
        this.names = names;
    }

    /** A certificate must carry one of these names. */
    public static Trust of(GatewayProperties properties, Set<String> names) throws Exception {
        KeyStore store = KeyStore.getInstance(properties.required(STORE + "type"));
        try (InputStream in = Files.newInputStream(Path.of(properties.required(STORE + "file")))) {
            store.load(in, properties.password(STORE + "password.PASSWORD").toCharArray());
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return new Trust((X509ExtendedTrustManager) factory.getTrustManagers()[0], names);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.checkServerTrusted(chain, type);
        Collection<List<?>> found = chain[0].getSubjectAlternativeNames();
        boolean known = found != null && found.stream()
                .filter(entry -> entry.get(0).equals(DNS_NAME) || entry.get(0).equals(ADDRESS))
                .anyMatch(entry -> names.stream().anyMatch(name -> matches(entry.get(1).toString(), name)));
        if (!known) {
            throw new CertificateException("the certificate carries none of the names " + names);
        }
    }

    /** A star stands for one label. */
    private static boolean matches(String pattern, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String given = pattern.toLowerCase(Locale.ROOT);
        return given.equals(wanted)
                || given.startsWith("*.") && wanted.contains(".") && wanted.substring(wanted.indexOf('.')).equals(given.substring(1));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nobody connects with a certificate");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
