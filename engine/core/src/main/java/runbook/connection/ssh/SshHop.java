package runbook.connection.ssh;

import java.nio.file.Path;
import java.util.List;

/**
 * A machine to log in to, with its settings from the inventory and the SSH configuration.
 *
 * @param keyName the name under which its host key is recorded
 * @param keys the private keys to try; empty means the usual ones
 * @param exchanges the key exchanges to offer, in the syntax of {@code KexAlgorithms}; empty means
 *     ours
 */
record SshHop(
    String address, int port, String user, String keyName, List<Path> keys, String exchanges) {

  /** Returns the place in the syntax of known_hosts. */
  String place() {
    return port == 22 ? keyName : "[" + keyName + "]:" + port;
  }

  @Override
  public String toString() {
    return address + ":" + port;
  }
}
