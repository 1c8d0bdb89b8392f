package org.jitsi.videobridge;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jitsi.rehearsal.XmppSession.Account;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;

/** One entry of videobridge.apis.xmpp-client.configs. Its keys are read in any case; an incomplete entry is no entry. */
record MucClientConfig(String id, Account account, List<String> rooms, String nickname) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(15);

    static List<MucClientConfig> all(Config config) {
        return config.getObject("videobridge.apis.xmpp-client.configs").entrySet().stream()
                .map(entry -> read(entry.getKey(), entry.getValue()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<MucClientConfig> read(String id, ConfigValue value) {
        Map<String, String> entry = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (value instanceof ConfigObject object) {
            object.forEach((key, item) -> entry.put(key.replace('-', '_'), String.valueOf(item.unwrapped())));
        }
        boolean complete = List.of("HOSTNAME", "USERNAME", "PASSWORD", "MUC_JIDS", "MUC_NICKNAME").stream()
                .allMatch(key -> !entry.getOrDefault(key, "").isBlank());
        return complete ? Optional.of(of(id, entry)) : Optional.empty();
    }

    private static MucClientConfig of(String id, Map<String, String> entry) {
        String host = entry.get("HOSTNAME");
        Account account = new Account(
                host,
                Integer.parseInt(entry.getOrDefault("PORT", "5222")),
                entry.getOrDefault("DOMAIN", host),
                entry.get("USERNAME"),
                entry.get("PASSWORD"),
                null,
                security(entry.get("SECURITY_MODE"), host),
                !Boolean.parseBoolean(entry.get("DISABLE_CERTIFICATE_VERIFICATION")),
                REPLY_TIMEOUT);
        List<String> rooms = Arrays.stream(entry.get("MUC_JIDS").split(",")).map(String::trim).toList();
        return new MucClientConfig(id, account, rooms, entry.get("MUC_NICKNAME"));
    }

    private static SecurityMode security(String mode, String host) {
        if (mode != null) {
            return SecurityMode.valueOf(mode.toLowerCase(java.util.Locale.ROOT));
        }
        return LOOPBACK.contains(host) ? SecurityMode.ifpossible : SecurityMode.required;
    }
}
