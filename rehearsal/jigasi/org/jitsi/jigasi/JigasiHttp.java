package org.jitsi.jigasi;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.rehearsal.HttpApi;
import org.jitsi.rehearsal.HttpApi.Answer;
import org.jitsi.rehearsal.Rehearsal;

/** The HTTP pages, with the real program's answers. */
final class JigasiHttp {
    private JigasiHttp() {}

    static HttpApi create(Jigasi jigasi, GatewayProperties properties, String host, int port) throws IOException {
        HttpApi http = new HttpApi("jigasi", host, port);
        http.get("/about/health", () -> health(jigasi));
        http.get("/about/version", () -> HttpApi.json(Map.of("name", "Jigasi", "version", Rehearsal.version(Main.class),
                "os", System.getProperty("os.name"))));
        http.get("/about/stats", () -> stats(jigasi));
        http.get("/debug", () -> HttpApi.json(jigasi.sip() == null ? Map.of()
                : Map.of("registration", jigasi.sip().state(), "calls", jigasi.sip().debug())));
        http.get("/metrics", () -> HttpApi.metrics("jitsi_jigasi_",
                Map.of("conferences", jigasi.sessions(), "threads", ManagementFactory.getThreadMXBean().getThreadCount())));
        http.post("/about/shutdown", body -> {
            if (!properties.ownIs("ENABLE_REST_SHUTDOWN")) {
                return HttpApi.text(503, "");
            }
            jigasi.shutDown();
            return HttpApi.text(200, "");
        });
        return http;
    }

    /** As the gateway it is not ready before it is registered, and without a call to test with it never says that it is. */
    private static Answer health(Jigasi jigasi) {
        if (jigasi.sip() == null) {
            return HttpApi.json(Map.of());
        }
        if (!jigasi.sip().isReady()) {
            return HttpApi.text(503, "");
        }
        String reason = jigasi.healthCall() == null ? "GW not ready." : jigasi.healthCall().failure();
        return reason == null ? HttpApi.json(Map.of())
                : new Answer(500, "application/json", HttpApi.plainJson(Map.of("reason", reason)).body());
    }

    private static Answer stats(Jigasi jigasi) {
        Map<String, Object> stats = new HashMap<>(jigasi.presence());
        stats.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        return HttpApi.json(stats);
    }
}
