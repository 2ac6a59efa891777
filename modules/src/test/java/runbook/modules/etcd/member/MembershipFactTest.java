package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Fact.Detail;
import runbook.module.param.HostPath;
import runbook.modules.TestShells;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.Etcdctl;
import runbook.modules.etcd.member.EndpointAnswer.EndpointReachability;
import runbook.testkit.LocalShell;

/** Queries a real shell, with an etcdctl that replays output of three versions. */
class MembershipFactTest {

  @TempDir Path dir;

  private MemberSettings site(String... endpoints) {
    return site(Optional.empty(), endpoints);
  }

  private MemberSettings site(Optional<String> replaces, String... endpoints) {
    return new MemberSettings(
        "m4",
        List.of("http://127.0.0.1:24"),
        Map.of("m1", "http://127.0.0.1:21", "m4", "http://127.0.0.1:24"),
        "etcd-cluster",
        List.of(endpoints),
        Optional.of(new HostPath(dir + "/data")),
        Optional.empty(),
        "no-such-unit-of-ours.service",
        List.of(new HostPath(dir + "/etcd.conf")),
        new Etcdctl(
            new HostPath(dir + "/etcdctl"), Optional.empty(), Optional.empty(), Optional.empty()),
        replaces,
        replaces.isPresent());
  }

  /** An etcdctl that replays recordings, only for open ports. */
  private void etcdctl(String version) throws IOException {
    var recorded = Path.of("src/test/resources/etcd", version).toAbsolutePath();
    var script = dir.resolve("etcdctl");
    Files.writeString(
        script,
        """
        #!/bin/sh
        for word; do
          case $word in --endpoints=*) url=${word#*=} ;; esac
        done
        case "$*" in
        *"endpoint status") sed "s#http://127.0.0.1:2011#$url#" '%1$s/status' ;;
        *"endpoint health") sed "s#http://127.0.0.1:2011#$url#" '%1$s/health' ;;
        *"member list") cat '%1$s/members' ;;
        *"endpoint health --cluster")
          echo '[{"endpoint":"https://a:2379","health":true},{"endpoint":"https://b:2379","health":false}]'
          echo 'Error: unhealthy cluster' >&2
          exit 1 ;;
        esac
        """
            .formatted(recorded));
    assertTrue(script.toFile().setExecutable(true));
  }

  static Stream<Arguments> shellsAndVersions() {
    return TestShells.all().stream()
        .flatMap(localShell ->
            Stream.of("3.4.23", "3.5.16", "3.5.30").map(v -> Arguments.of(localShell, v)));
  }

  @ParameterizedTest
  @MethodSource("shellsAndVersions")
  void outputOfEtcdctlIsParsed(LocalShell localShell, String version) throws Exception {
    etcdctl(version);
    try (var somebody =
        new java.net.ServerSocket(0, 9, java.net.InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:" + somebody.getLocalPort();
      var fact = new MembershipFact(site(url));
      var endpointAnswer = localShell.look(fact, Detail.STATE).peers().getFirst();
      assertTrue(endpointAnswer.answers());
      assertTrue(endpointAnswer.healthy());
      assertTrue(endpointAnswer.leader() != 0);
      var memberList = endpointAnswer.roster().orElseThrow();
      assertEquals(4, memberList.members().size());
      assertEquals(3, memberList.members().stream().filter(ClusterMember::started).count());
      var added = memberList.first(m -> !m.started()).orElseThrow();
      assertTrue(added.learner());
      assertEquals("", added.name());
      assertTrue(memberList.first(m -> m.id() == endpointAnswer.id()).isPresent());
      assertEquals(List.of(), endpointAnswer.well(), "only for whom all count asks");
      var replacing = new MembershipFact(site(Optional.of("m1"), url));
      var well = localShell.look(replacing, Detail.STATE).peers().getFirst().well();
      assertEquals(List.of("https://a:2379"), well);
    }
  }

  static List<LocalShell> shells() {
    return TestShells.all();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void bareHostHasNoListenerAndNoData(LocalShell localShell) throws Exception {
    var state =
        localShell.look(
            new MembershipFact(site("http://127.0.0.1:9", "http://[::1]:9")), Detail.TEXT);
    assertEquals(DataDirState.NONE, state.dataDirState());
    assertEquals(Optional.of(dir + "/etcdctl"), state.lacks());
    var doors =
        new HashSet<>(state.peers().stream().map(EndpointAnswer::endpointReachability).toList());
    assertFalse(doors.contains(EndpointReachability.OPEN));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void foundingMembersAreReadFromLog(LocalShell localShell) throws Exception {
    var wal = Files.createDirectories(dir.resolve("data/member/wal"));
    var founders =
        "\0\1\0F\"L{\"id\":17,\"peerURLs\":[\"http://127.0.0.1:21\"],\"name\":\"m1\"}}\0\2"
            + "\"M{\"id\":18446744073709551615,\"peerURLs\":[\"http://127.0.0.1:22\"],\"name\":\"m2\"}\0";
    var file = wal.resolve("0000000000000000-0000000000000000.wal");
    Files.writeString(file, founders);
    var half =
        localShell
            .look(new MembershipFact(site("http://127.0.0.1:9")), Detail.STATE)
            .dataDirState();
    assertTrue(half.there());
    assertFalse(half.joined());
    assertEquals(
        List.of("m1", "m2"),
        new ArrayList<>(half.entries().stream().map(ClusterMember::name).toList()));
    assertEquals(-1, half.entries().getLast().id());

    Files.writeString(
        file, founders + "attributes\"{\"name\":\"m1\",\"clientURLs\":[\"http://x\"]}");
    assertTrue(
        localShell
            .look(new MembershipFact(site("http://127.0.0.1:9")), Detail.STATE)
            .dataDirState()
            .joined());

    Files.move(file, wal.resolve("0000000000000003-0000000000000a00.wal"));
    var old =
        localShell
            .look(new MembershipFact(site("http://127.0.0.1:9")), Detail.STATE)
            .dataDirState();
    assertTrue(old.joined());
    assertEquals(List.of(), old.entries());
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(
            """
            initial-cluster-token: t
            initial-cluster: m1=u1,m4=u4
            initial-cluster-state: existing
            """),
        Arguments.of(
            """
            "initial-cluster": 'm1=u1,m4=u4'
            'initial-cluster-state': "existing"
            'initial-cluster-token': "t"
            """),
        Arguments.of(
            """
            ETCD_INITIAL_CLUSTER="m1=u1,m4=u4"
            ETCD_INITIAL_CLUSTER_STATE=existing
            ETCD_INITIAL_CLUSTER_TOKEN=t
            """),
        Arguments.of(
            """
            #ETCD_INITIAL_CLUSTER=no
            export ETCD_INITIAL_CLUSTER_STATE=existing
            ETCD_INITIAL_CLUSTER_TOKEN=t
            ETCD_INITIAL_CLUSTER=m1=u1,m4=u4
            """),
        Arguments.of(
            """
            ExecStart=/usr/bin/etcd --initial-cluster-token t \\
              --initial-cluster m1=u1,m4=u4 \\
              --initial-cluster-state=existing
            """));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void settingsAreReadInEveryForm(String text) throws Exception {
    Files.writeString(dir.resolve("etcd.conf"), text);
    var initialClusterSettings =
        LocalShell.installed()
            .getFirst()
            .look(new MembershipFact(site("http://127.0.0.1:9")), Detail.STATE)
            .initialClusterSettings();
    assertEquals(
        new MembershipState.InitialClusterSettings(
            Optional.of("existing"), Optional.of("m1=u1,m4=u4"), Optional.of("t")),
        initialClusterSettings);
  }
}
