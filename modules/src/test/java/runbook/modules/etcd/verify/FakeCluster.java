package runbook.modules.etcd.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import runbook.connection.PortReply;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;
import runbook.knowledge.Knowledge;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.modules.etcd.OpensslCerts;
import runbook.modules.etcd.verify.WantedCluster.MemberAddress;
import runbook.step.Target;

/**
 * A host in memory that leads to a healthy cluster of three, at 10.0.0.1 and on. It uses TLS once
 * the certificates of the host have been read.
 */
public final class FakeCluster implements Target {

  private static final List<String> FILES = List.of("ca.crt", "client.crt", "client.key");

  private final Map<ByteString, ByteString> store = new ConcurrentHashMap<>();
  private final List<FakeEtcd> ports = Collections.synchronizedList(new ArrayList<>());
  private Optional<Path> certificates = Optional.empty();

  /** Returns the wanted cluster of three. */
  static WantedCluster wanted(boolean tls) {
    var places =
        Stream.of("1", "2", "3")
            .map(i -> new MemberAddress("etcd" + i, "10.0.0." + i, 2379, 2380, tls))
            .toList();
    var month = Duration.ofDays(30);
    return new WantedCluster(places, tls, "", 1L << 31, month, month.dividedBy(2), List.of());
  }

  /** Returns the output for its certificates, each line after the number of the file. */
  @Override
  public ScriptOutput ask(Script script, TargetOptions targetOptions) {
    try {
      var folder = Certificates.FOLDER;
      certificates = Optional.of(folder);
      var text = new StringBuilder();
      for (var file : FILES) {
        var tag = FILES.indexOf(file) + " ";
        Files.readString(folder.resolve(file))
            .lines()
            .forEach(line -> text.append(tag).append(line).append('\n'));
      }
      return new ScriptOutput(0, text.toString().getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Made once, because it takes half a second. */
  private static final class Certificates {

    static final Path FOLDER = made();

    private static Path made() {
      try {
        var folder = Files.createTempDirectory("fake-cluster");
        folder.toFile().deleteOnExit();
        var openssl = new OpensslCerts(folder).ca("ca");
        openssl.leaf("ca", "etcd", "IP:10.0.0.1,IP:10.0.0.2,IP:10.0.0.3", 90);
        openssl.leaf("ca", "client", "DNS:client", 90);
        try (var files = Files.list(folder)) {
          files.forEach(file -> file.toFile().deleteOnExit());
        }
        return folder;
      } catch (Exception e) {
        throw new IllegalStateException("no certificates could be made", e);
      }
    }
  }

  @Override
  public Optional<List<PortReply>> probePorts(List<InetSocketAddress> tried, Duration within) {
    return Optional.of(
        tried.stream()
            .map(p ->
                wanted(true).places().stream().anyMatch(m -> m.address().equals(p.getHostString()))
                    ? PortReply.OPEN
                    : PortReply.SILENT)
            .toList());
  }

  @Override
  public Tunnel tunnel(String address, int port) {
    try {
      int member = Integer.parseInt(address.substring(address.length() - 1)) - 1;
      var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var etcd = FakeEtcd.start(wanted(certificates.isPresent()), member, here, security(), store);
      ports.add(etcd);
      return new Port(etcd);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<SslContext> security() throws IOException {
    return certificates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            GrpcSslContexts.forServer(
                    certificates.get().resolve("etcd.crt").toFile(),
                    certificates.get().resolve("etcd.key").toFile())
                .trustManager(certificates.get().resolve("ca.crt").toFile())
                .clientAuth(ClientAuth.REQUIRE)
                .build());
  }

  private record Port(FakeEtcd etcd) implements Tunnel {

    @Override
    public InetSocketAddress entrance() {
      return etcd.address();
    }

    @Override
    public void close() {
      etcd.close();
    }
  }

  @Override
  public List<Knowledge<?>> look(List<? extends Fact<?>> facts, TargetOptions targetOptions) {
    return List.of();
  }

  @Override
  public PerformedChanges perform(
      List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions) {
    return new PerformedChanges(Optional.empty(), List.of());
  }

  @Override
  public Map<String, String> loginFacts() {
    return Map.of("user", "root");
  }

  @Override
  public Traffic traffic() {
    return new Traffic(0, 0, 0);
  }

  @Override
  public void close() {
    ports.forEach(FakeEtcd::close);
  }
}
