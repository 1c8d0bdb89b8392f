package org.jitsi.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/** A small HTTP server with exact paths. Every answer names REHEARSAL in its Server header; JSON and metrics also inside. */
public final class HttpApi {
    /** Body and status of one answer. */
    public record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final String program;
    private final Map<String, Function<String, Answer>> routes = new TreeMap<>();

    public HttpApi(String program, String host, int port) throws IOException {
        this.program = program;
        server = HttpServer.create(new InetSocketAddress(host, port), 50);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", this::serve);
    }

    public void get(String path, Supplier<Answer> answer) {
        routes.put("GET " + path, body -> answer.get());
    }

    /** The function takes the request's body. */
    public void post(String path, Function<String, Answer> answer) {
        routes.put("POST " + path, answer);
    }

    public void start() {
        server.start();
    }

    public static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=UTF-8", body);
    }

    /** A JSON object; the mark is added to it. */
    public static Answer json(Map<String, ?> value) {
        Map<String, Object> marked = new HashMap<>(value);
        marked.put("rehearsal", Rehearsal.MARK + ": a stand-in answered this");
        return plainJson(marked);
    }

    /** JSON without the mark, for bodies that a program reads whole. */
    public static Answer plainJson(Object value) {
        String body = ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise());
        return new Answer(200, "application/json", body);
    }

    /** Gauges in the Prometheus text format. */
    public static Answer metrics(String prefix, Map<String, ? extends Number> gauges) {
        StringBuilder text = new StringBuilder("# " + Rehearsal.MARK + ": numbers of a stand-in\n");
        new TreeMap<>(gauges).forEach((name, value) -> text.append("# TYPE ").append(prefix).append(name)
                .append(" gauge\n").append(prefix).append(name).append(' ').append(value).append('\n'));
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", text.toString());
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Server", program + " " + Rehearsal.MARK);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(String method, String path, String body) {
        Function<String, Answer> route = routes.get(method + " " + path);
        if (route != null) {
            return route.apply(body);
        }
        boolean otherMethod = routes.keySet().stream().anyMatch(key -> key.endsWith(" " + path));
        return text(otherMethod ? 405 : 404, Rehearsal.MARK + ": no such page\n");
    }
}
