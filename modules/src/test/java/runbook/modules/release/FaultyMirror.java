package runbook.modules.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mirror on this machine with configurable faults. */
final class FaultyMirror implements AutoCloseable {

  /** The fault of an answer that exceeds the limit. */
  enum MirrorFault {
    WHOLE,
    /** The connection is cut after some bytes of each answer. */
    BREAKS,
    /** The connection is cut after some bytes of the first answer only. */
    BREAKS_ONCE,
    /** The connection stays open, but the answer stops after some bytes. */
    SILENT,
    /** The answer ends after some bytes as if it were complete. */
    SHORT
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile MirrorFault mirrorFault = MirrorFault.WHOLE;
  private volatile int most = Integer.MAX_VALUE;
  private volatile boolean ranges = true;
  private volatile int status = 200;

  FaultyMirror() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** Creates a mirror with https, which proves itself with this certificate. */
  static FaultyMirror withHttps(ServerCertificate certificate) throws Exception {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    return new FaultyMirror(server);
  }

  private FaultyMirror(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    var scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  FaultyMirror put(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  FaultyMirror put(String path, String text) {
    return put(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  void redirect(String path, String to) {
    redirects.put(path, to);
  }

  /** Sets the fault of later answers, for files larger than the limit. */
  void setFault(MirrorFault other, int bytes) {
    mirrorFault = other;
    most = bytes;
  }

  void knowsNoRanges() {
    ranges = false;
  }

  void fails(int code) {
    status = code;
  }

  /** Returns the requests so far, each a path and an offset. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void forget() {
    asked.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
    asked.add(path + range.map(r -> " " + r).orElse(""));
    try (exchange) {
      if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().set("Location", redirects.get(path));
        exchange.sendResponseHeaders(302, -1);
      } else if (!files.containsKey(path)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
      } else {
        send(exchange, files.get(path), range);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HttpExchange exchange, byte[] file, Optional<String> range)
      throws IOException, InterruptedException {
    int from = ranges ? range.map(r -> Integer.parseInt(r.replaceAll("\\D", ""))).orElse(0) : 0;
    var headers = exchange.getResponseHeaders();
    if (from >= file.length && from > 0) {
      headers.set("Content-Range", "bytes */" + file.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (from > 0) {
      headers.set("Content-Range", "bytes %d-%d/%d".formatted(from, file.length - 1, file.length));
    }
    int code = from > 0 ? 206 : 200;
    var bytes = Arrays.copyOfRange(file, from, file.length);
    if (bytes.length <= most || mirrorFault == MirrorFault.WHOLE) {
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
      return;
    }
    exchange.sendResponseHeaders(code, mirrorFault == MirrorFault.SHORT ? most : bytes.length);
    exchange.getResponseBody().write(bytes, 0, most);
    exchange.getResponseBody().flush();
    switch (mirrorFault) {
      case SILENT -> closed.await();
      case BREAKS_ONCE -> mirrorFault = MirrorFault.WHOLE;
      default -> {}
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
