package org.jitsi.videobridge;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jitsi.rehearsal.HttpApi;
import org.jitsi.rehearsal.HttpApi.Answer;
import org.jitsi.rehearsal.Rehearsal;

/** The private HTTP server: the same pages behind the same switches as the real bridge's. */
final class BridgeHttp {
    private BridgeHttp() {}

    static HttpApi create(Config config, BridgeState state, BridgeHealth health, Candidates candidates,
            List<MucClient> clients) throws IOException {
        HttpApi http = new HttpApi("jitsi-videobridge", config.getString("videobridge.http-servers.private.host"),
                config.getInt("videobridge.http-servers.private.port"));
        Config rest = config.getConfig("videobridge.rest");
        boolean colibri = config.getBoolean("videobridge.apis.rest.enabled");
        if (rest.getBoolean("health.enabled")) {
            http.get("/about/health", () -> health.failure().map(reason -> HttpApi.text(500, reason))
                    .orElseGet(() -> HttpApi.text(200, "")));
        }
        if (rest.getBoolean("version.enabled")) {
            http.get("/about/version", BridgeHttp::version);
        }
        if (rest.getBoolean("drain.enabled")) {
            addDrain(http, state);
        }
        if (rest.getBoolean("debug.enabled")) {
            http.get("/debug", () -> HttpApi.json(Map.of("state", state.statistics(),
                    "candidates", candidates.offered().stream().map(String::valueOf).toList())));
        }
        if (rest.getBoolean("prometheus.enabled")) {
            http.get("/metrics", () -> HttpApi.metrics("jitsi_jvb_", connections(clients)));
        }
        if (colibri) {
            http.get("/colibri/stats", () -> stats(state, clients));
            http.get("/colibri/muc-client/list", () -> HttpApi.plainJson(clients.stream().map(MucClient::id).toList()));
        }
        if (colibri && rest.getBoolean("shutdown.enabled")) {
            http.post("/colibri/shutdown", body -> shutDown(state, body));
        }
        return http;
    }

    private static Answer version() {
        return HttpApi.json(Map.of("name", "JVB", "version", Rehearsal.version(MainKt.class),
                "os", System.getProperty("os.name")));
    }

    private static void addDrain(HttpApi http, BridgeState state) {
        http.get("/colibri/drain", () -> HttpApi.json(Map.of("drain", state.draining())));
        http.post("/colibri/drain/enable", body -> drain(state, true));
        http.post("/colibri/drain/disable", body -> drain(state, false));
    }

    private static Answer drain(BridgeState state, boolean value) {
        state.drain(value);
        return HttpApi.text(200, "");
    }

    private static Answer shutDown(BridgeState state, String body) {
        try {
            state.shutDown(ConfigFactory.parseString(body).getBoolean("graceful-shutdown"));
            return HttpApi.text(200, "");
        } catch (ConfigException e) {
            return HttpApi.text(400, Rehearsal.MARK + ": graceful-shutdown is missing\n");
        }
    }

    private static Answer stats(BridgeState state, List<MucClient> clients) {
        Map<String, Object> stats = new LinkedHashMap<>(state.statistics());
        stats.putAll(connections(clients));
        return HttpApi.json(stats);
    }

    private static Map<String, Integer> connections(List<MucClient> clients) {
        return Map.of(
                "muc_clients_configured", clients.size(),
                "muc_clients_connected", (int) clients.stream().filter(MucClient::isConnected).count(),
                "mucs_configured", clients.stream().mapToInt(MucClient::roomsConfigured).sum(),
                "mucs_joined", clients.stream().mapToInt(MucClient::roomsJoined).sum());
    }
}
