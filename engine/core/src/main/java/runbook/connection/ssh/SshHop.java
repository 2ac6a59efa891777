package runbook.connection.ssh;

import java.nio.file.Path;
import java.util.List;

/**
 * A machine to log in to, with everything the inventory and the SSH configuration say about it.
 *
 * @param keyName the name its host key is written down under
 * @param keys the private keys to try; empty means the usual ones
 * @param exchanges the key exchanges to offer, as {@code KexAlgorithms} says it; empty means ours
 */
record SshHop(
    String address, int port, String user, String keyName, List<Path> keys, String exchanges) {

  /** As known_hosts writes it. */
  String place() {
    return port == 22 ? keyName : "[" + keyName + "]:" + port;
  }

  @Override
  public String toString() {
    return address + ":" + port;
  }
}
