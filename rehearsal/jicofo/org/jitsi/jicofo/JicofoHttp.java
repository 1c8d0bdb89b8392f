package org.jitsi.jicofo;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jitsi.rehearsal.HttpApi;
import org.jitsi.rehearsal.HttpApi.Answer;
import org.jitsi.rehearsal.Rehearsal;

/** The HTTP pages: the same paths, fields and switches as the real jicofo's, as far as anyone reads them. */
final class JicofoHttp {
    private JicofoHttp() {}

    static HttpApi create(JicofoConfig config, JicofoHealth health, BridgeSelector bridges, JigasiPool gateways,
            ConferenceStore conferences) throws IOException {
        HttpApi http = new HttpApi("jicofo", config.rest().host(), config.rest().port());
        if (config.health().enabled()) {
            http.get("/about/health", () -> HttpApi.text(health.result().status(), health.result().message()));
        }
        http.get("/about/version", () -> HttpApi.json(Map.of("name", "JiCoFo",
                "version", Rehearsal.version(Main.class), "os", System.getProperty("os.name"))));
        http.get("/stats", () -> stats(config, health, bridges, conferences));
        http.get("/rtcstats", () -> HttpApi.json(Map.of()));
        if (config.rest().debug()) {
            http.get("/debug", () -> debug(config, bridges, gateways, conferences));
            http.get("/debug/conferences", () -> HttpApi.plainJson(
                    conferences.all().stream().map(conference -> conference.room().toString()).toList()));
        }
        if (config.rest().prometheus()) {
            http.get("/metrics", () -> HttpApi.metrics("jitsi_jicofo_", Map.of(
                    "bridge_selector_bridge_count", bridges.count(),
                    "bridge_selector_bridge_count_operational", bridges.operationalCount(),
                    "conferences", conferences.all().size(),
                    "jigasi_sip_count", gateways.count(false),
                    "jigasi_transcriber_count", gateways.count(true),
                    "healthy", health.result().success() ? 1 : 0)));
        }
        return http;
    }

    private static Answer stats(JicofoConfig config, JicofoHealth health, BridgeSelector bridges,
            ConferenceStore conferences) {
        Map<String, Object> stats = new HashMap<>();
        stats.put("bridge_selector", bridges.stats());
        stats.put("conferences", conferences.all().size());
        stats.put("participants", conferences.all().stream().mapToInt(Conference::memberCount).sum());
        stats.put("version", Rehearsal.version(Main.class));
        if (config.health().enabled()) {
            stats.put("healthy", health.result().success());
            stats.put("health", health.stats());
            stats.put("slow_health_check", 0);
        }
        return HttpApi.json(stats);
    }

    private static Answer debug(JicofoConfig config, BridgeSelector bridges, JigasiPool gateways,
            ConferenceStore conferences) {
        return HttpApi.json(Map.of(
                "focus_manager", conferences.all().stream()
                        .collect(Collectors.toMap(conference -> conference.room().toString(), Conference::memberCount)),
                "bridge_selector", bridges.debugState(),
                "jibri_detector", "null",
                "sip_jibri_detector", "null",
                "jigasi_detector", config.jigasiBrewery().isPresent() ? gateways.debugState() : "null",
                "av_moderation", Map.of(),
                "conference_iq_handler", Map.of(
                        "breakout_address", "null",
                        "focus_auth_jid", config.account().username() + "@" + config.account().domain(),
                        "jigasi_enabled", config.jigasiBrewery().isPresent(),
                        "auth_authority", config.authenticationDomain().isPresent() ? "XMPPDomainAuthAuthority" : "null")));
    }
}
