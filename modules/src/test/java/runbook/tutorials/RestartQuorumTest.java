package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** A change is applied only to some members while another one is down. */
@NeedsLab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
class RestartQuorumTest {

  private static final List<String> THERE = List.of("etcd1", "etcd2");

  @TempDir private Path controller;

  private static ProgramTranscript change(LabCluster labCluster, String... more) throws Exception {
    var words =
        new ArrayList<>(
            List.of(
                "--limit",
                "etcd1,etcd2",
                "-e",
                "{etcd_settings: {quota-backend-bytes: 4294967296}, etcd_patience: 60s}"));
    words.addAll(List.of(more));
    return labCluster.attempt("site.yml", words.toArray(String[]::new));
  }

  private static List<String> starts(LabCluster labCluster) throws Exception {
    var starts = new ArrayList<String>();
    for (var host : THERE) {
      starts.add(labCluster.show(host, "ExecMainStartTimestampMonotonic"));
    }
    return starts;
  }

  @Test
  void memberNeededForQuorumIsNotRestarted(LabHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    labCluster.play("site.yml");
    hosts.hardware().kill("etcd3");
    var starts = starts(labCluster);
    var danger = "would take the quorum away from its cluster: etcd3 does not answer";

    var checked = change(labCluster, "--check");
    assertTrue(checked.text().contains(danger), checked.text());
    var refused = change(labCluster);
    assertEquals(1, refused.status(), refused.text());
    assertTrue(refused.text().contains(danger), refused.text());
    assertTrue(refused.text().contains("-e etcd_restart_without_quorum=true"), refused.text());
    assertEquals(starts, starts(labCluster));

    var forced = change(labCluster, "-e", "etcd_restart_without_quorum=true");
    assertTrue(forced.text().contains("changes have reached the members: 2 of"), forced.text());
    for (int i = 0; i < starts.size(); i++) {
      assertNotEquals(starts.get(i), starts(labCluster).get(i), forced.text());
    }
    labCluster.etcdctl("etcd1", "put kept yes");
  }
}
