package runbook.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Serves a folder over HTTP, with byte ranges, so that clients can resume downloads. */
final class FileServer implements AutoCloseable {

  private final Path folder;
  private final HttpServer server;

  private FileServer(Path folder, HttpServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** Serves a folder until the process ends. */
  public static void main(String[] words) throws IOException {
    start(Path.of(words[0]), new InetSocketAddress(Integer.parseInt(words[1])));
    System.out.println("serving");
  }

  static FileServer start(Path folder, InetSocketAddress at) throws IOException {
    var server = new FileServer(folder.toRealPath(), HttpServer.create(at, 0));
    server.server.createContext("/", server::answer);
    server.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.server.start();
    return server;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        say(exchange, 405, "only GET and HEAD are supported\n");
        return;
      }
      var path = exchange.getRequestURI().getPath();
      var file = folder.resolve(path.substring(1)).normalize();
      if (!Files.exists(file) || !file.toRealPath().startsWith(folder)) {
        say(exchange, 404, "there is no " + path + "\n");
      } else if (Files.isDirectory(file)) {
        say(exchange, 200, names(file));
      } else {
        send(exchange, file);
      }
    }
  }

  private static String names(Path place) throws IOException {
    try (var files = Files.list(place)) {
      return files
          .sorted()
          .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/\n" : "\n"))
          .collect(Collectors.joining());
    }
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    head(exchange, status, bytes.length);
    if (!exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void send(HttpExchange exchange, Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      long size = channel.size();
      var tag = "\"%x-%x\"".formatted(size, Files.getLastModifiedTime(file).toMillis());
      var headers = exchange.getResponseHeaders();
      headers.set("Accept-Ranges", "bytes");
      headers.set("Content-Type", "application/octet-stream");
      headers.set("ETag", tag);
      var range = ByteRange.asked(exchange.getRequestHeaders(), tag, size);
      if (range.isPresent() && range.get().length() <= 0) {
        headers.set("Content-Range", "bytes */" + size);
        head(exchange, 416, 0);
        return;
      }
      range.ifPresent(r -> headers.set("Content-Range", r.of(size)));
      var part = range.orElse(new ByteRange(0, size - 1));
      head(exchange, range.isPresent() ? 206 : 200, part.length());
      if (!exchange.getRequestMethod().equals("HEAD")) {
        channel.position(part.first());
        var in = Channels.newInputStream(channel);
        var out = exchange.getResponseBody();
        for (long left = part.length(); left > 0; ) {
          var bytes = in.readNBytes((int) Math.min(left, 1 << 16));
          if (bytes.length == 0) {
            // The file was truncated: ending the connection early tells the client.
            throw new IOException(file + " changed while it was sent");
          }
          out.write(bytes);
          left -= bytes.length;
        }
      }
    }
  }

  private static void head(HttpExchange exchange, int status, long length) throws IOException {
    boolean bare = length == 0 || exchange.getRequestMethod().equals("HEAD");
    if (bare) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
    }
    exchange.sendResponseHeaders(status, bare ? -1 : length);
  }
}
