package runbook.modules.etcd.verify;

import java.time.Duration;
import java.util.List;

/**
 * What a cluster shall be.
 *
 * @param version which etcd its members shall run; empty when only that it is one
 * @param quota how large the database may become, in bytes
 * @param warn how long before its end a certificate is remarked on
 * @param fail how long before its end a certificate is no longer good
 */
record WantedCluster(
    List<MemberAddress> places,
    boolean tls,
    String version,
    long quota,
    Duration warn,
    Duration fail,
    List<String> metrics) {

  /** Where a member shall be. */
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
