package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** A member that runs as a static pod of a control plane joins again after it lost its data. */
@NeedsLab(
    inventory =
        """
        all:
          vars: { user: root, etcd_cluster: stacked, etcd_token: stacked-1 }
          children:
            etcd:
              hosts:
                cp1: { address: 10.0.0.1 }
                cp2: { address: 10.0.0.2 }
                cp3: { address: 10.0.0.3 }
            control_plane:
              children: { etcd: }
        """,
    mirror = "etcd")
class Seed2StackedControlPlaneTest {

  private static final String STACKED = "seeds/seed2-stacked.yml";
  private static final String MANIFEST = "/etc/kubernetes/manifests/etcd.yaml";

  /** The manifest as kubeadm wrote it for two members, with a later manual change. */
  private static final String WRITTEN =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          kubeadm.kubernetes.io/etcd.advertise-client-urls: https://10.0.0.3:2379
        name: etcd   \t
      spec:
        containers:
        - command:
          - etcd
          - --advertise-client-urls=https://10.0.0.3:2379
          - --initial-advertise-peer-urls=https://10.0.0.3:2380
          - --initial-cluster=cp3=https://10.0.0.3:2380,cp1=https://10.0.0.1:2380
          - --listen-client-urls=https://10.0.0.3:2379
          - --listen-peer-urls=https://10.0.0.3:2380
          - --name=cp3
          - --cert-file=/etc/kubernetes/pki/etcd/server.crt
          - --client-cert-auth=true
          - --data-dir=/var/lib/etcd
          - --key-file=/etc/kubernetes/pki/etcd/server.key
          - --peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt
          - --peer-client-cert-auth=true
          - --peer-key-file=/etc/kubernetes/pki/etcd/peer.key
          - --peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
          - --snapshot-count=10000
          - --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
          image: registry.k8s.io/etcd:3.5.16-0
          imagePullPolicy: IfNotPresent   # für den Umzug
          livenessProbe:
            exec:
              command:
              - /bin/sh
              - -ec
              - etcdctl --endpoints=https://10.0.0.1:2379 get foo

      status: {}\
      """;

  /** Does the work of kubelet: runs etcd with the arguments of the manifest. */
  private static final String KUBELET =
      "systemd-run -q --unit kubelet -p Restart=always -p RestartSec=1 -p StartLimitIntervalSec=0"
          + " sh -c 'm="
          + MANIFEST
          + "; grep -q state=existing $m && exec $(sed -n \"s/^    - \\(etcd\\|--.*\\)$/\\1/p\""
          + " $m)'";

  @TempDir private static Path controller;

  private static LabCluster labCluster;
  private static ProgramTranscript predicted;
  private static String untouched;
  private static ProgramTranscript joined;
  private static ProgramTranscript again;

  @BeforeAll
  static void join(LabHosts hosts) throws Exception {
    labCluster = new LabCluster(hosts, controller);
    labCluster.play("seeds/seed1.yml");
    labCluster.on(
        "cp3",
        "systemctl disable -q --now etcd; rm -rf /etc/systemd/system/etcd.service /var/lib/etcd;"
            + " systemctl daemon-reload; mkdir -p -m 0700 /etc/kubernetes/manifests");
    labCluster.on("cp3", "umask 077; printf %s '" + WRITTEN + "' >" + MANIFEST + "; " + KUBELET);

    var words = new String[] {"-e", "failed=cp3", "-e", "joining=cp3"};
    predicted = labCluster.play(STACKED, "--check", "-e", "failed=cp3", "-e", "joining=cp3");
    untouched = labCluster.on("cp3", "cat " + MANIFEST);
    joined = labCluster.play(STACKED, words);
    again = labCluster.play(STACKED, words);
  }

  @Test
  @CoversRows("S2-32")
  void membersAreListedWithPeerCertificate() throws Exception {
    for (var programTranscript : List.of(joined, again)) {
      for (int i = 1; i <= 3; i++) {
        assertTrue(
            programTranscript
                .text()
                .contains("started, cp%1$d, https://10.0.0.%1$d:2380".formatted(i)),
            programTranscript.text());
      }
    }
    var pki = "/etc/kubernetes/pki/etcd/";
    var listed =
        labCluster.on(
            "cp1",
            "ETCDCTL_API=3 etcdctl --endpoints=https://10.0.0.1:2379,https://10.0.0.2:2379 --cacert"
                + " "
                + "%1$sca.crt --cert %1$speer.crt --key %1$speer.key member list".formatted(pki));
    assertEquals(3, listed.lines().filter(line -> line.contains(", started, ")).count(), listed);
  }

  @Test
  @CoversRows("S2-34")
  void onlyInitialClusterOfManifestChanges() throws Exception {
    assertEquals(WRITTEN, untouched, "check mode changes nothing");
    assertTrue(predicted.text().contains("change   cp3  Write the cluster's"), predicted.text());
    var expected =
        WRITTEN.replace(
            "--initial-cluster=cp3=https://10.0.0.3:2380,cp1=https://10.0.0.1:2380",
            """
            --initial-cluster=cp1=https://10.0.0.1:2380,cp2=https://10.0.0.2:2380,cp3=https://10.0.0.3:2380
                - --initial-cluster-state=existing\
            """);
    assertEquals(expected, labCluster.on("cp3", "cat " + MANIFEST));
    assertEquals("600 root:root", labCluster.modeAndOwner("cp3", MANIFEST));
    var members = new TreeSet<String>();
    for (int i = 1; i <= 3; i++) {
      members.add(
          "started, cp%1$d, https://10.0.0.%1$d:2380, https://10.0.0.%1$d:2379, false"
              .formatted(i));
    }
    assertEquals(members, labCluster.members("cp1"));
    assertTrue(again.text().contains("3 hosts: 0 changed"), again.text());
  }
}
