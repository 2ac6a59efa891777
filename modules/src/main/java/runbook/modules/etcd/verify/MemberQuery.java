package runbook.modules.etcd.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import runbook.module.HostAccess;
import runbook.module.PortProbeResult;
import runbook.module.Unobtainable;
import runbook.modules.etcd.verify.WantedCluster.MemberAddress;

/** Asks the members of a cluster from the controller, by way of a host. */
final class MemberQuery implements AutoCloseable {

  private static final Duration KNOCK = Duration.ofSeconds(2);

  /** Each is a session of the host's sshd if it forwards no ports, and it allows ten of them. */
  private static final int AT_ONCE = 4;

  /** They tell on the console what we tell better; a logger that nobody holds forgets its level. */
  private static final List<Logger> TALKERS =
      List.of(
          Logger.getLogger("io.grpc"),
          Logger.getLogger("io.netty"),
          Logger.getLogger("io.vertx"),
          Logger.getLogger("io.etcd"));

  private final HostAccess host;
  private final WantedCluster wantedCluster;
  private final Optional<Credentials> credentials;
  private final Optional<SslContext> security;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(AT_ONCE);

  /** To the members whose port was open when it was last tried. */
  private final Map<MemberAddress, MemberConnection> lines = new HashMap<>();

  MemberQuery(HostAccess host, WantedCluster wantedCluster, Optional<Credentials> credentials)
      throws Unobtainable {
    this.host = host;
    this.wantedCluster = wantedCluster;
    this.credentials = credentials;
    TALKERS.forEach(logger -> logger.setLevel(Level.OFF));
    try {
      security =
          credentials.isPresent()
              ? Optional.of(credentials.get().security())
              : Optional.<SslContext>empty();
    } catch (SSLException e) {
      throw new Unobtainable(
          "the certificates are of no use: " + e.getMessage(),
          "see that 'cert' and 'key' belong together");
    }
  }

  /** In the order of the places. */
  List<MemberReport> memberReports() throws Unobtainable, InterruptedException {
    var clients = knocked(MemberAddress::clientPort);
    var peers =
        wantedCluster.tls()
            ? knocked(MemberAddress::peerPort)
            : Map.<MemberAddress, PortProbeResult>of();
    lines.clear();
    var asked = new ArrayList<Callable<MemberReport>>();
    for (var memberAddress : wantedCluster.places()) {
      var portProbeResult = clients.get(memberAddress);
      if (mayListen(portProbeResult)) {
        var peer =
            peers.containsKey(memberAddress) && mayListen(peers.get(memberAddress))
                ? Optional.of(host.entrance(memberAddress.address(), memberAddress.peerPort()))
                : Optional.<InetSocketAddress>empty();
        var client = host.entrance(memberAddress.address(), memberAddress.clientPort());
        var memberConnection = new MemberConnection(memberAddress, client, peer, security, threads);
        lines.put(memberAddress, memberConnection);
        asked.add(() -> memberConnection.memberReport());
      } else {
        asked.add(
            () -> MemberReport.silent(memberAddress, MemberConnection.cause(portProbeResult)));
      }
    }
    var said = all(asked);
    credentials
        .flatMap(Credentials::shown)
        .ifPresent(own -> said.set(0, said.getFirst().showing(own)));
    return said;
  }

  private Map<MemberAddress, PortProbeResult> knocked(
      java.util.function.ToIntFunction<MemberAddress> port)
      throws Unobtainable, InterruptedException {
    var ports =
        wantedCluster.places().stream()
            .map(p -> InetSocketAddress.createUnresolved(p.address(), port.applyAsInt(p)))
            .toList();
    var echoes = host.probePorts(ports, KNOCK).iterator();
    var knocked = new HashMap<MemberAddress, PortProbeResult>();
    wantedCluster.places().forEach(memberAddress -> knocked.put(memberAddress, echoes.next()));
    return knocked;
  }

  private static boolean mayListen(PortProbeResult portProbeResult) {
    return portProbeResult.portStatus() == PortProbeResult.PortStatus.OPEN
        || portProbeResult.portStatus() == PortProbeResult.PortStatus.UNKNOWN;
  }

  private <T> List<T> all(List<Callable<T>> asked) throws InterruptedException {
    var said = new ArrayList<T>();
    var inTurn = asked.stream().<Callable<T>>map(call -> () -> inTurn(call)).toList();
    for (var future : threads.invokeAll(inTurn)) {
      try {
        said.add(future.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("asking a member met a fault", e.getCause());
      }
    }
    return said;
  }

  private <T> T inTurn(Callable<T> call) throws Exception {
    places.acquire();
    try {
      return call.call();
    } finally {
      places.release();
    }
  }

  /** The same, with the digests of all at one revision. */
  List<MemberReport> withHashesAt(List<MemberReport> testimonies, long revision)
      throws InterruptedException {
    return all(
        testimonies.stream()
            .<Callable<MemberReport>>map(said ->
                () ->
                    said.status().isEmpty()
                        ? said
                        : said.hash(lines.get(said.memberAddress()).hash(revision)))
            .toList());
  }

  /**
   * Writes a key by one member, reads it by every other, and takes it away again.
   *
   * @return what went wrong; empty when nothing did
   */
  Optional<String> probe(String name) throws InterruptedException {
    var key = ByteSequence.from(name, UTF_8);
    var value = ByteSequence.from("probe", UTF_8);
    var writer = lines.get(wantedCluster.places().getFirst());
    try {
      writer.put(key, value);
      try {
        for (var memberAddress : wantedCluster.places()) {
          if (!lines.get(memberAddress).get(key).equals(Optional.of(value))) {
            return Optional.of(
                "what was written by %s does not come back from %s"
                    .formatted(writer.memberAddress().name(), memberAddress.name()));
          }
        }
        return Optional.empty();
      } finally {
        writer.delete(key);
      }
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("a key cannot be written and read: " + MemberConnection.cause(e).text());
    }
  }

  /** What is answered at a URL that needs no certificate, on one line; empty without an answer. */
  Optional<String> fetch(String url) throws Unobtainable, InterruptedException {
    var where = URI.create(url);
    int port = where.getPort() < 0 ? 80 : where.getPort();
    var entrance = host.entrance(where.getHost().replaceAll("^\\[|]$", ""), port);
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create(MemberConnection.url("http", entrance) + where.getPath()))
              .timeout(Duration.ofSeconds(5))
              .build();
      return Optional.of("\n" + http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
