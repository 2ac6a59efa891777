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
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import runbook.module.HostAccess;
import runbook.module.PortProbeResult;
import runbook.module.Unobtainable;
import runbook.modules.etcd.verify.WantedCluster.MemberAddress;

/** Queries the members of a cluster from the controller, through a host. */
final class MemberQuery implements AutoCloseable {

  private static final Duration KNOCK = Duration.ofSeconds(2);

  /** If sshd forwards no ports, each connection needs a session, and sshd allows ten. */
  private static final int AT_ONCE = 4;

  /** Loggers to silence: we report the same better. Unreferenced loggers forget their level. */
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

  /** The connections to members whose port was open at the last try. */
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
          "the certificates cannot be used: " + e.getMessage(),
          "check that 'cert' and 'key' match");
    }
  }

  /** Returns the reports in the order of the wanted members. */
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

  private Map<MemberAddress, PortProbeResult> knocked(ToIntFunction<MemberAddress> port)
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
        throw new IllegalStateException("the query of a member failed", e.getCause());
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

  /** Returns the same reports, with the digests of all members at one revision. */
  List<MemberReport> withHashesAt(List<MemberReport> testimonies, long revision)
      throws InterruptedException {
    return all(
        testimonies.stream()
            .<Callable<MemberReport>>map(said ->
                () ->
                    said.status().isEmpty()
                        ? said
                        : said.digest(lines.get(said.memberAddress()).digest(revision)))
            .toList());
  }

  /**
   * Writes a key on one member, reads it on every other, and deletes it.
   *
   * @return the problem; empty if there is none
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
                "a key written on %s cannot be read on %s"
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

  /** Returns the answer of a URL that needs no certificate; empty without an answer. */
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
