package org.jitsi.jibri;

import java.io.IOException;
import java.util.Map;
import org.jitsi.rehearsal.HttpApi;

/** The two HTTP servers: what others may ask, and what the machine's owner may do. */
final class JibriHttp {
    private static final String INTERNAL = "/jibri/api/internal/v1.0/";

    private JibriHttp() {}

    static void start(JibriConfig config, Jibri jibri) throws IOException {
        HttpApi external = new HttpApi("jibri", config.http().host(), config.http().externalPort());
        external.get("/jibri/api/v1.0/health", () -> HttpApi.json(Map.of("status", Map.of(
                "busyStatus", jibri.isBusy() ? "BUSY" : "IDLE",
                "health", Map.of("healthStatus", jibri.isHealthy() ? "HEALTHY" : "UNHEALTHY", "details", Map.of())))));
        external.post("/jibri/api/v1.0/stopService", body -> {
            jibri.stop();
            return HttpApi.text(200, "");
        });
        if (config.metrics()) {
            external.get("/metrics", () -> HttpApi.metrics("jitsi_jibri_",
                    Map.of("recording", jibri.isBusy() ? 1 : 0, "healthy", jibri.isHealthy() ? 1 : 0)));
        }
        external.start();

        HttpApi internal = new HttpApi("jibri", "127.0.0.1", config.http().internalPort());
        internal.post(INTERNAL + "gracefulShutdown", body -> end(jibri, MainKt.EXIT_SHUT_DOWN));
        internal.post(INTERNAL + "notifyConfigChanged", body -> end(jibri, MainKt.EXIT_NEW_CONFIG));
        internal.post(INTERNAL + "shutdown", body -> {
            jibri.stop();
            return end(jibri, MainKt.EXIT_SHUT_DOWN);
        });
        internal.start();
    }

    private static HttpApi.Answer end(Jibri jibri, int code) {
        jibri.exitWhenIdle(code);
        return HttpApi.text(200, "");
    }
}
