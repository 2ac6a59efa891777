package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.modules.etcd.EtcdHosts;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** Adds and removes members on real hosts with real etcd. */
@NeedsLab(hosts = 3, mirror = "etcd")
class MemberInLabTest {

  private static final String CONF =
      """
      name: {{ inventory_hostname }}
      data-dir: /var/lib/etcd
      listen-peer-urls: http://{{ address }}:2380
      initial-advertise-peer-urls: http://{{ address }}:2380
      listen-client-urls: http://{{ address }}:2379,http://127.0.0.1:2379
      advertise-client-urls: http://{{ address }}:2379
      initial-cluster: {{ it.initial_cluster }}
      initial-cluster-state: {{ it.initial_cluster_state }}
      """;

  private static final String UNIT =
      """
      [Service]
      Type=notify
      ExecStart=/usr/local/bin/etcd --config-file /etc/etcd/etcd.conf
      TimeoutStartSec=300
      """;

  @TempDir Path folder;
  private final LabHosts hosts;
  private EtcdHosts etcd;

  MemberInLabTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  @BeforeEach
  void install() throws Exception {
    etcd = EtcdHosts.ready(hosts, folder);
    etcd.write("templates/etcd.conf.mustache", CONF);
    etcd.write("files/etcd.service", UNIT);
  }

  private static String member(String state, int[] members, String more) {
    return """
        - etcd_member:
            name: "{{ inventory_hostname }}"
            state: %s
            members: %s
            endpoints: %s
            data_dir: /var/lib/etcd
            timeout: 40s
            %s
          register: it
    """
        .formatted(
            state,
            EtcdHosts.all("http://", 2380, members),
            EtcdHosts.endpoints("http://", members),
            more);
  }

  private static String playbook(String on, int[] members, String more) {
    return """
    - hosts: %s
      tasks:
    %s
        - template: { src: etcd.conf.mustache, dest: /etc/etcd/etcd.conf, mode: "0644" }
        - copy: { src: etcd.service, dest: /etc/systemd/system/etcd.service, mode: "0644" }
        - systemd: { name: etcd, state: started, no_block: true }
    %s
    """
        .formatted(on, member("announced", members, more), member("present", members, ""));
  }

  private void founded(int... members) throws Exception {
    var on = members.length == 2 ? "host1,host2" : "host1,host2,host3";
    var programTranscript = etcd.play("found", playbook(on, members, ""));
    assertEquals(0, programTranscript.status(), programTranscript.text());
  }

  @Test
  void clusterIsFoundedJoinedAndThenUnchanged() throws Exception {
    founded(1, 2);
    var again = etcd.play("found", playbook("host1,host2", new int[] {1, 2}, ""));
    assertTrue(again.text().contains("0 changed, 0 failed"), again.text());

    var all = new int[] {1, 2, 3};
    var joined = etcd.play("join", playbook("host3", all, ""));
    assertEquals(0, joined.status(), joined.text());
    assertTrue(joined.text().contains("learner host3 at http://10.77.0.13:2380"), joined.text());
    assertEquals(3, etcd.ids("host1").stream().filter(l -> l.endsWith(", false")).count());
    var settled = etcd.play("all", playbook("host1,host2,host3", all, ""));
    assertTrue(settled.text().contains("0 changed, 0 failed"), settled.text());

    etcd.on("host3", "systemctl stop etcd; mv /var/lib/etcd /var/lib/etcd.lost");
    var lost = etcd.play("join", playbook("host3", all, ""));
    assertEquals(1, lost.status(), lost.text());
    assertTrue(lost.text().contains("its data is gone from /var/lib/etcd"), lost.text());
    assertTrue(lost.text().contains("'replace: true' to remove the old entry"), lost.text());
    assertEquals(3, etcd.ids("host1").size());
    var back = etcd.play("replace", playbook("host3", all, "replace: true"));
    assertEquals(0, back.status(), back.text());
    assertEquals(3, etcd.ids("host3").size());

    etcd.on("host3", "systemctl stop etcd");
    var gone = etcd.play("leave", "- hosts: host1\n  tasks:\n" + member("absent", all, ""));
    assertNotEquals(0, gone.status(), "host1 is needed for a majority");
    assertTrue(gone.text().contains("would have no majority"), gone.text());
    assertEquals(3, etcd.ids("host1").size());
  }

  @Test
  void dataOfFailedStartAreMovedAsideOnlyOnRequest() throws Exception {
    etcd.on(
        "host1",
        "etcd --name host1 --data-dir /var/lib/etcd"
            + " --listen-peer-urls http://10.77.0.11:2380"
            + " --initial-advertise-peer-urls http://10.77.0.11:2380"
            + " --initial-cluster host1=http://10.77.0.11:2380,old=http://10.77.0.99:2380"
            + " --listen-client-urls http://10.77.0.11:2379"
            + " --advertise-client-urls http://10.77.0.11:2379 >/dev/null 2>&1 & p=$!;"
            + " until grep -aqs '\"peerURLs\"' /var/lib/etcd/member/wal/*.wal; do sleep 0.1; done;"
            + " kill $p; wait; true");
    var pair = new int[] {1, 2};
    var refused = etcd.play("found", playbook("host1", pair, ""), "--check");
    assertEquals(1, refused.status(), refused.text());
    assertTrue(
        refused.text().contains("created for other members, and no cluster was formed"),
        refused.text());
    var reset = etcd.play("reset", playbook("host1,host2", pair, "reset_data: true"));
    assertEquals(0, reset.status(), reset.text());
    assertEquals(2, etcd.ids("host1").size());
    assertTrue(etcd.on("host1", "ls /var/lib/etcd/aside-*").contains("member"));
  }

  @Test
  void clusterStartedByPackageIsRecognized() throws Exception {
    etcd.on("host1", "systemd-run -q --unit other etcd --name default --data-dir /var/lib/etcd");
    etcd.on("host1", "until etcdctl --endpoints http://127.0.0.1:2379 get x; do sleep 1; done");
    etcd.on("host1", "systemctl stop other");
    var programTranscript = etcd.play("found", playbook("host1", new int[] {1, 2}, ""));
    assertEquals(1, programTranscript.status(), programTranscript.text());
    assertTrue(
        programTranscript.text().contains("founded by default at http://localhost:2380"),
        programTranscript.text());
    assertTrue(
        programTranscript.text().contains("'reset_data: true' stops etcd.service"),
        programTranscript.text());
  }
}
