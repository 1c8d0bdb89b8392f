package org.jitsi.jigasi;

import gov.nist.core.net.SecurityManagerProvider;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** Hands the SIP library whom to believe. The library makes the object itself, from the class's name. */
public final class SipTrust implements SecurityManagerProvider {
    private static volatile Trust trust;

    /** Before the library starts. */
    static void use(Trust chosen) {
        trust = chosen;
    }

    @Override
    public void init(Properties properties) {
        // Everything is in place.
    }

    @Override
    public KeyManager[] getKeyManagers(boolean client) {
        return new KeyManager[0];
    }

    @Override
    public TrustManager[] getTrustManagers(boolean client) {
        return new TrustManager[] {trust};
    }
}
