package runbook.modules.etcd.verify;

import java.time.Duration;
import java.util.List;

/**
 * The wanted state of a cluster.
 *
 * @param version the version that its members must run; empty if any single version will do
 * @param quota the size limit of the database in bytes
 * @param warn how long before its end a certificate causes a warning
 * @param fail how long before its end a certificate causes a failure
 */
record WantedCluster(
    List<MemberAddress> places,
    boolean tls,
    String version,
    long quota,
    Duration warn,
    Duration fail,
    List<String> metrics) {

  /** The address of a wanted member. */
  record MemberAddress(String name, String address, int clientPort, int peerPort, boolean tls) {

    String clientUrl() {
      return url(clientPort);
    }

    String peerUrl() {
      return url(peerPort);
    }

    private String url(int port) {
      var host = address.contains(":") ? "[" + address + "]" : address;
      return "%s://%s:%d".formatted(tls ? "https" : "http", host, port);
    }
  }
}
