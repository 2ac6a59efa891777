package runbook.connection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a host is and how to log in. What is empty comes from {@code ~/.ssh/config}, then from
 * SSH's own defaults.
 *
 * @param host the name in the inventory, used in every message
 * @param address a name or an IP address; for {@link ConnectionType#SSH} also an alias of the SSH
 *     configuration
 * @param jumps hosts to go through, as {@code user@host:port}
 */
public record Endpoint(
    String host,
    ConnectionType connectionType,
    String address,
    OptionalInt port,
    Optional<String> user,
    List<Path> keys,
    Optional<Secret> passphrase,
    Optional<Secret> password,
    List<String> jumps,
    HostKeys hostKeys,
    Duration connectTimeout) {

  /** A host that is known by where it is alone. */
  public static Endpoint at(
      String host, ConnectionType connectionType, String address, Duration connectTimeout) {
    return new Endpoint(
        host,
        connectionType,
        address,
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new HostKeys(HostKeyPolicy.STRICT, List.of()),
        connectTimeout);
  }

  /** How the host is reached. */
  public enum ConnectionType {
    SSH,
    LOCAL
  }

  /**
   * How the host's key is judged.
   *
   * @param files known_hosts files; empty means {@code ~/.ssh/known_hosts} and the system's
   */
  public record HostKeys(HostKeyPolicy hostKeyPolicy, List<Path> files) {}

  /** What an unknown key means. A key that differs from the known one is always refused. */
  public enum HostKeyPolicy {
    STRICT,
    /** An unknown key is accepted once and written down. */
    ACCEPT_NEW
  }
}
