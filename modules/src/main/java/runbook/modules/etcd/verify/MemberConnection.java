package runbook.modules.etcd.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.netty.handler.ssl.SslContext;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import runbook.module.PortProbeResult;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.verify.MemberReport.AnonymousAccess;
import runbook.modules.etcd.verify.MemberReport.DataHash;
import runbook.modules.etcd.verify.MemberReport.Digest;
import runbook.modules.etcd.verify.MemberReport.MemberStatus;
import runbook.modules.etcd.verify.MemberReport.ShownCertificate;
import runbook.modules.etcd.verify.WantedCluster.MemberAddress;

/**
 * A connection to exactly one member. It is opened for each query and closed again, which frees the
 * tunnel for others.
 *
 * @param clients the address of its client port
 * @param peers the address of its peer port, if a process listens there
 */
record MemberConnection(
    MemberAddress memberAddress,
    InetSocketAddress clients,
    Optional<InetSocketAddress> peers,
    Optional<SslContext> security,
    ExecutorService threads) {

  private static final Duration DEADLINE = Duration.ofSeconds(6);

  private Client client() {
    var builder =
        Client.builder()
            .endpoints(URI.create(endpoint()))
            // Otherwise a problem with certificates looks like an endless wait.
            .waitForReady(false)
            .retryMaxAttempts(1)
            .connectTimeout(DEADLINE)
            .interceptor(new CallDeadline())
            .executorService(threads);
    security.ifPresent(context -> builder.authority(memberAddress.address()).sslContext(context));
    return builder.build();
  }

  /** Returns a URL with a numeric address, which may be a local port that leads to another host. */
  static String url(String scheme, InetSocketAddress at) {
    var host = at.isUnresolved() ? at.getHostString() : at.getAddress().getHostAddress();
    return "%s://%s:%d"
        .formatted(scheme, host.contains(":") ? "[" + host + "]" : host, at.getPort());
  }

  /** Sets a deadline for every call, even those that jetcd makes on its own. */
  private record CallDeadline() implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return next.newCall(
          method, options.withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  MemberReport memberReport() throws InterruptedException, GeneralSecurityException {
    var shown = new ArrayList<ShownCertificate>();
    var forClients = AnonymousAccess.PLAIN;
    var forPeers = AnonymousAccess.PLAIN;
    if (memberAddress.tls()) {
      var hand = AnonymousHandshake.at(clients, "client");
      forClients = hand.anonymousAccess();
      shown.addAll(hand.certificates());
      forPeers = AnonymousAccess.UNKNOWN;
      if (peers.isPresent()) {
        var other = AnonymousHandshake.at(peers.get(), "peer");
        forPeers = other.anonymousAccess();
        shown.addAll(other.certificates());
      }
    }
    try (var client = client()) {
      var memberStatus = status(client);
      return new MemberReport(
          memberAddress,
          Optional.empty(),
          Optional.of(memberStatus),
          memberList(client),
          isReadable(client),
          digest(client, 0),
          alarms(client),
          forClients,
          forPeers,
          shown);
    } catch (ExecutionException | TimeoutException e) {
      return new MemberReport(
          memberAddress,
          Optional.of(cause(e)),
          Optional.empty(),
          Optional.empty(),
          false,
          Digest.NONE,
          List.of(),
          forClients,
          forPeers,
          shown);
    }
  }

  /** Returns why a member does not answer, from the state of its port. */
  static EtcdFailure cause(PortProbeResult portProbeResult) {
    var text =
        switch (portProbeResult.portStatus()) {
          case REFUSED -> "connection refused";
          case SILENT -> "the host does not answer at this port";
          default -> portProbeResult.message();
        };
    return new EtcdFailure(text, EtcdFailure.EtcdFailureKind.AWAY);
  }

  /** Returns the innermost cause, because jetcd wraps exceptions several times. */
  static EtcdFailure cause(Exception e) {
    Throwable inner = e;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    if (isOurDeadline(inner)) {
      return new EtcdFailure(
          "no answer within our limit of %d s".formatted(DEADLINE.toSeconds()),
          EtcdFailure.EtcdFailureKind.SILENCE);
    }
    var text =
        Optional.ofNullable(inner.getMessage())
            .flatMap(message -> message.lines().findFirst())
            .orElse(unsaid(inner));
    if (inner instanceof SSLException || inner instanceof GeneralSecurityException) {
      return new EtcdFailure(text, EtcdFailure.EtcdFailureKind.TLS);
    }
    return new EtcdFailure(
        text,
        inner instanceof ConnectException
            ? EtcdFailure.EtcdFailureKind.AWAY
            : EtcdFailure.EtcdFailureKind.SILENCE);
  }

  private static boolean isOurDeadline(Throwable inner) {
    return inner instanceof TimeoutException
        || (inner instanceof StatusException e
            && e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED)
        || (inner instanceof StatusRuntimeException f
            && f.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED);
  }

  /** Returns a text for an exception without a message. */
  private static String unsaid(Throwable inner) {
    return switch (inner) {
      case ClosedChannelException _ -> "the connection was closed";
      default -> "no reason given (%s)".formatted(inner.getClass().getSimpleName());
    };
  }

  private static <T> T got(CompletableFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(DEADLINE.toMillis() * 2, TimeUnit.MILLISECONDS);
  }

  private String endpoint() {
    return url(memberAddress.tls() ? "https" : "http", clients);
  }

  private MemberStatus status(Client client)
      throws ExecutionException, TimeoutException, InterruptedException {
    var said = got(client.getMaintenanceClient().statusMember(endpoint()));
    return new MemberStatus(
        said.getHeader().getMemberId(),
        said.getHeader().getClusterId(),
        said.getVersion(),
        said.getDbSize(),
        said.getDbSizeInUse(),
        said.getLeader(),
        said.getRaftTerm(),
        said.getRaftIndex(),
        said.getRaftAppliedIndex(),
        said.getErrorList());
  }

  private static Optional<MemberList> memberList(Client client) throws InterruptedException {
    try {
      var said = got(client.getClusterClient().listMember());
      return Optional.of(
          new MemberList(
              said.getHeader().getClusterId(),
              said.getMembers().stream()
                  .map(m ->
                      new ClusterMember(
                          m.getId(),
                          m.getName(),
                          m.getPeerURIs().stream().map(URI::toString).toList(),
                          m.getClientURIs().stream().map(URI::toString).toList(),
                          m.isLearner()))
                  .toList()));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }

  private static List<String> alarms(Client client) throws InterruptedException {
    try {
      return got(client.getMaintenanceClient().listAlarms()).getAlarms().stream()
          .map(a -> "%s of %s".formatted(a.getAlarmType(), Long.toHexString(a.getMemberId())))
          .toList();
    } catch (ExecutionException | TimeoutException e) {
      return List.of("the alarms cannot be read: " + cause(e).text());
    }
  }

  Digest digest(long revision) throws InterruptedException {
    try (var client = client()) {
      return digest(client, revision);
    }
  }

  private Digest digest(Client client, long revision) throws InterruptedException {
    try {
      var said = got(client.getMaintenanceClient().hashKV(endpoint(), revision));
      return Digest.of(
          new DataHash(
              revision == 0 ? said.getHeader().getRevision() : revision,
              Integer.toUnsignedLong(said.getHash()),
              said.getCompacted()));
    } catch (ExecutionException | TimeoutException e) {
      return Digest.missing(cause(e).text());
    }
  }

  /** Returns whether a key can be read through the whole cluster; the key need not exist. */
  private static boolean isReadable(Client client) throws InterruptedException {
    try {
      var _ = got(client.getKVClient().get(ByteSequence.from("health", UTF_8)));
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  void put(ByteSequence key, ByteSequence value)
      throws ExecutionException, TimeoutException, InterruptedException {
    try (var client = client()) {
      var _ = got(client.getKVClient().put(key, value));
    }
  }

  Optional<ByteSequence> get(ByteSequence key)
      throws ExecutionException, TimeoutException, InterruptedException {
    try (var client = client()) {
      return got(client.getKVClient().get(key)).getKvs().stream()
          .findFirst()
          .map(KeyValue::getValue);
    }
  }

  void delete(ByteSequence key) throws ExecutionException, TimeoutException, InterruptedException {
    try (var client = client()) {
      var _ = got(client.getKVClient().delete(key));
    }
  }
}
