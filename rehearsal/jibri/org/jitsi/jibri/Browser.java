package org.jitsi.jibri;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jitsi.jibri.selenium.util.BrowserFileHandler;

/** The real chromedriver and the real browser, by the W3C's protocol. */
final class Browser implements AutoCloseable {
    private static final Logger OUTPUT = Logger.getLogger("browser");
    private static final String STARTED = "started successfully";
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(30);
    private static final List<String> OPTIONS = List.of("config.iAmRecorder=true", "config.externalConnectUrl=null",
            "config.startWithAudioMuted=true", "config.startWithVideoMuted=true",
            "interfaceConfig.APP_NAME=%22Jibri%22", "config.analytics.disabled=true", "config.p2p.enabled=false",
            "config.prejoinConfig.enabled=false", "config.requireDisplayName=false");

    static {
        OUTPUT.setUseParentHandlers(false);
        OUTPUT.addHandler(new BrowserFileHandler());
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    private Browser(List<String> flags) throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(
                System.getProperty("webdriver.chrome.driver", "/usr/bin/chromedriver"), "--port=" + port);
        command.environment().put("DISPLAY", ":0");
        driver = command.redirectErrorStream(true).start();
        try {
            awaitStart();
            String base = "http://127.0.0.1:" + port + "/session";
            Map<String, Object> chrome = Map.of("args", flags, "excludeSwitches", List.of("enable-automation"));
            Config answer = call("POST", base, Map.of("capabilities", Map.of("alwaysMatch",
                    Map.of("browserName", "chrome", "acceptInsecureCerts", false, "goog:chromeOptions", chrome))));
            session = base + "/" + answer.getString("value.sessionId");
        } catch (IOException | InterruptedException | RuntimeException e) {
            driver.destroy();
            throw e;
        }
    }

    /** Opens a meeting and waits until the page says that it is in. */
    static Browser join(Session meeting, List<String> flags) throws IOException, InterruptedException {
        Browser browser = new Browser(flags);
        try {
            browser.call("POST", browser.session + "/url", Map.of("url", address(meeting)));
            browser.awaitJoined();
            return browser;
        } catch (IOException | InterruptedException | RuntimeException e) {
            browser.close();
            throw e;
        }
    }

    /** The login stands behind the `#`: it reaches no server. */
    private static String address(Session meeting) {
        JibriConfig.Login login = meeting.login();
        String storage = json(Map.of("xmpp_username_override", login.username() + "@" + login.domain(),
                "xmpp_password_override", login.password()));
        return meeting.url() + "#" + String.join("&", OPTIONS) + "&appData.localStorageContent="
                + URLEncoder.encode(json(storage), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void awaitJoined() throws IOException, InterruptedException {
        long end = System.nanoTime() + JOIN_TIMEOUT.toNanos();
        while (!"joined".equals(state())) {
            if (System.nanoTime() > end) {
                throw new IOException("the page did not enter the meeting: it is " + state());
            }
            Thread.sleep(200);
        }
    }

    /** What the page says of itself. The real program asks the real app's objects. */
    String state() throws IOException, InterruptedException {
        return run("return document.body ? document.body.dataset.state + (document.body.dataset.error ? ': ' + "
                + "document.body.dataset.error : '') : 'empty'").getString("value");
    }

    /** Names of the others in the meeting. */
    List<String> participants() throws IOException, InterruptedException {
        return run("return [...document.querySelectorAll('li[data-self=false]')].map((one) => one.dataset.name)")
                .getStringList("value");
    }

    private Config run(String script) throws IOException, InterruptedException {
        return call("POST", session + "/execute/sync", Map.of("script", script, "args", List.of()));
    }

    private Config call(String method, String url, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json(body))).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("chromedriver answers " + answer.statusCode() + ": "
                    + ConfigFactory.parseString(answer.body()).getString("value.message").lines().findFirst().orElse(""));
        }
        return ConfigFactory.parseString(answer.body());
    }

    private static String json(Object value) {
        return ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws IOException {
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            OUTPUT.info(line);
            if (line.contains(STARTED)) {
                Thread rest = new Thread(() -> lines.lines().forEach(OUTPUT::info), "chromedriver output");
                rest.setDaemon(true);
                rest.start();
                return;
            }
        }
        throw new IOException("chromedriver did not start");
    }

    @Override
    public void close() {
        try {
            call("DELETE", session, Map.of());
            driver.destroy();
            driver.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            OUTPUT.warning("the browser did not quit: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroyForcibly();
        }
    }
}
