package runbook.modules.etcd.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import runbook.module.NoTunnel;
import runbook.module.Passage;
import runbook.module.Unobtainable;

/** Asks from the controller, through a host, with a line to each member; no key travels. */
final class ByTunnel implements Gathering {

  /** They tell on the console what we tell better; a logger that nobody holds forgets its level. */
  private static final List<Logger> TALKERS =
      List.of(
          Logger.getLogger("io.grpc"),
          Logger.getLogger("io.netty"),
          Logger.getLogger("io.vertx"),
          Logger.getLogger("io.etcd"));

  private final Passage host;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Line> lines = new ArrayList<>();

  private ByTunnel(Passage host) {
    this.host = host;
  }

  static ByTunnel open(Passage host, Wanted wanted, Optional<Credentials> credentials)
      throws NoTunnel, Unobtainable, InterruptedException {
    TALKERS.forEach(logger -> logger.setLevel(Level.OFF));
    var tunnel = new ByTunnel(host);
    boolean open = false;
    try {
      var security =
          credentials.isPresent()
              ? Optional.of(credentials.get().security())
              : Optional.<SslContext>empty();
      for (var place : wanted.places()) {
        tunnel.lines.add(
            Line.open(
                place,
                host.tunnel(place.address(), place.clientPort()),
                wanted.tls()
                    ? Optional.of(host.tunnel(place.address(), place.peerPort()))
                    : Optional.empty(),
                security,
                tunnel.threads));
      }
      open = true;
      return tunnel;
    } catch (SSLException e) {
      throw new Unobtainable(
          "the certificates are of no use: " + e.getMessage(),
          "see that 'cert' and 'key' belong together");
    } finally {
      if (!open) {
        tunnel.close();
      }
    }
  }

  @Override
  public String by() {
    return "the controller, through the host";
  }

  @Override
  public List<Testimony> testimonies() throws InterruptedException {
    return all(lines.stream().<Callable<Testimony>>map(line -> line::testimony).toList());
  }

  private <T> List<T> all(List<Callable<T>> asked) throws InterruptedException {
    var said = new ArrayList<T>();
    for (var future : threads.invokeAll(asked)) {
      try {
        said.add(future.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("asking a member met a fault", e.getCause());
      }
    }
    return said;
  }

  @Override
  public List<Testimony> hashedAt(List<Testimony> testimonies, long revision)
      throws InterruptedException {
    var hashed = new ArrayList<Testimony>();
    for (int i = 0; i < lines.size(); i++) {
      var said = testimonies.get(i);
      hashed.add(said.status().isEmpty() ? said : said.hash(lines.get(i).hash(revision)));
    }
    return hashed;
  }

  @Override
  public Optional<String> probe(String name) throws InterruptedException {
    var key = ByteSequence.from(name, UTF_8);
    var value = ByteSequence.from("probe", UTF_8);
    var writer = lines.getFirst();
    try {
      var _ = writer.client().getKVClient().put(key, value).get(6, TimeUnit.SECONDS);
      try {
        for (var line : lines) {
          var read = line.client().getKVClient().get(key).get(6, TimeUnit.SECONDS).getKvs();
          if (read.isEmpty() || !read.getFirst().getValue().equals(value)) {
            return Optional.of(
                "what was written by %s does not come back from %s"
                    .formatted(writer.place().name(), line.place().name()));
          }
        }
        return Optional.empty();
      } finally {
        var _ = writer.client().getKVClient().delete(key).get(6, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("a key cannot be written and read: " + Line.cause(e).text());
    }
  }

  @Override
  public Optional<String> fetch(String url) throws InterruptedException {
    var where = URI.create(url);
    int port = where.getPort() < 0 ? 80 : where.getPort();
    try (var tunnel = host.tunnel(where.getHost().replaceAll("^\\[|]$", ""), port);
        var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://%s%s".formatted(tunnel.authority(), where.getPath())))
              .timeout(Duration.ofSeconds(5))
              .build();
      return Optional.of("\n" + http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException | NoTunnel e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    lines.forEach(Line::close);
    threads.close();
  }
}
