package runbook.connection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The address of a host and its login settings. Empty settings come from {@code ~/.ssh/config},
 * then from SSH's defaults.
 *
 * @param host the name in the inventory, used in every message
 * @param address a name or an IP address; for {@link ConnectionType#SSH} also an alias of the SSH
 *     configuration
 * @param jumps the hosts to go through, as {@code user@host:port}
 * @param legacyAlgorithms whether the host, and each host to go through, may use old algorithms
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
    boolean legacyAlgorithms,
    Duration connectTimeout) {

  /** Creates an endpoint for a host of which only the address is known. */
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
        false,
        connectTimeout);
  }

  /** The way to reach the host. */
  public enum ConnectionType {
    SSH,
    LOCAL
  }

  /**
   * How to check the host's key.
   *
   * @param files known_hosts files; empty means {@code ~/.ssh/known_hosts} and the system's
   */
  public record HostKeys(HostKeyPolicy hostKeyPolicy, List<Path> files) {}

  /** The policy for unknown keys. A key that differs from the known one is always refused. */
  public enum HostKeyPolicy {
    STRICT,
    /** Accepts an unknown key the first time and records it. */
    ACCEPT_NEW
  }
}
