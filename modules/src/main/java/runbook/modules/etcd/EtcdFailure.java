package runbook.modules.etcd;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The reason why etcd did not answer, found in the output of etcdctl. For every connection problem
 * etcdctl says "deadline exceeded"; only its log lines give the reason.
 */
public record EtcdFailure(String text, EtcdFailureKind etcdFailureKind) {

  /** The kind of failure. */
  public enum EtcdFailureKind {
    /** The certificates of the client or of the member. */
    TLS,
    /** The connection failed, or no process listens. */
    AWAY,
    /** etcd rejected the request. */
    REFUSED,
    /** No answer came in time; the reason is unknown. */
    SILENCE
  }

  private static final Pattern TLS =
      Pattern.compile(
          "(x509: .*?|remote error: tls: .*?|tls: (?!failed to verify).*?|open \\S+: no such"
              + " file.*?|private key does not match.*?)(?:\\\\?\"|$)");

  /** A server that rejects our certificate closes the connection, and may not say why. */
  private static final Pattern HUNG_UP =
      Pattern.compile(
          "(failed to write client preface.*?|error reading server preface.*?"
              + "|write: connection reset by peer|write: broken pipe|connection closed)"
              + "(?:\\\\?\"|$)");

  private static final Pattern AWAY =
      Pattern.compile("(connection refused|no route to host|i/o timeout|no such host)");

  private static final Pattern REFUSED = Pattern.compile("(etcdserver: [^\"\\\\]+)");

  public static EtcdFailure of(List<String> lines) {
    return first(TLS, lines, EtcdFailureKind.TLS)
        .or(() -> first(HUNG_UP, lines, EtcdFailureKind.TLS).map(EtcdFailure::asHangUp))
        .or(() -> first(REFUSED, lines, EtcdFailureKind.REFUSED))
        .or(() -> first(AWAY, lines, EtcdFailureKind.AWAY))
        .orElseGet(() -> new EtcdFailure(last(lines), EtcdFailureKind.SILENCE));
  }

  private EtcdFailure asHangUp() {
    return new EtcdFailure("it rejects our certificate (" + text + ")", etcdFailureKind);
  }

  private static Optional<EtcdFailure> first(
      Pattern pattern, List<String> lines, EtcdFailureKind etcdFailureKind) {
    return lines.stream()
        .flatMap(line -> {
          var found = pattern.matcher(line);
          return found.find()
              ? Stream.of(new EtcdFailure(found.group(1).strip(), etcdFailureKind))
              : Stream.empty();
        })
        .findFirst();
  }

  private static String last(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("{"))
        .reduce((_, later) -> later)
        .map(line -> line.replaceFirst("^Error: ", ""))
        .orElse("no answer");
  }
}
