package probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;

/** Stands where a service's program would: writes down how it was started, and answers what the test put into /config/answers. */
public final class Probe {
  private Probe() {}

  /** An answer's file is named after the path, its first line is the status. Without a file: 404. */
  public static void run(int port) throws Exception {
    writeDown(Path.of("/run/probe"));
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", Probe::answer);
    server.start();
  }

  private static void writeDown(Path file) throws Exception {
    try (PrintStream out = new PrintStream(Files.newOutputStream(file))) {
      for (String name : new String[] {"XMPP_PASSWORD", "LOCAL_ADDRESS", "MUC_NICKNAME"}) {
        out.println(name + "=" + System.getenv(name));
      }
      for (String name :
          new String[] {"config.file", "java.util.logging.config.file", "java.io.tmpdir", "jna.tmpdir"}) {
        out.println(name + "=" + System.getProperty(name));
      }
      out.println("trusted=" + Collections.list(trustStore().aliases()));
    }
  }

  private static KeyStore trustStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(System.getProperty("javax.net.ssl.trustStore"))) {
      store.load(in, System.getProperty("javax.net.ssl.trustStorePassword").toCharArray());
    }
    return store;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    Path file = Path.of("/config/answers", exchange.getRequestURI().getPath().substring(1).replace('/', '-'));
    String[] parts = Files.exists(file) ? Files.readString(file).split("\n", 2) : new String[] {"404", ""};
    byte[] body = parts[1].getBytes();
    exchange.sendResponseHeaders(Integer.parseInt(parts[0]), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
