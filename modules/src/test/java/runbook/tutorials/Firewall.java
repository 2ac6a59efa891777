package runbook.tutorials;

import java.io.IOException;
import runbook.lab.LabFailure;

/** Drops packets to ports of a host, with policy routing rules of {@code ip} only. */
record Firewall(LabCluster labCluster, String host, int[] ports) {

  static Firewall before(LabCluster labCluster, String host, int... ports)
      throws IOException, InterruptedException, LabFailure {
    // The first rule delivers packets to the host itself, so it must move behind ours.
    labCluster.on(host, "ip rule add pref 9 lookup local && ip rule del pref 0");
    for (int port : ports) {
      labCluster.on(host, "ip rule add pref 5 iif eth0 ipproto tcp dport " + port + " blackhole");
    }
    return new Firewall(labCluster, host, ports);
  }

  void fall() throws IOException, InterruptedException, LabFailure {
    labCluster.on(host, "ip rule add pref 0 lookup local && ip rule del pref 9");
    for (int port : ports) {
      labCluster.on(host, "ip rule del pref 5 dport " + port);
    }
  }
}
