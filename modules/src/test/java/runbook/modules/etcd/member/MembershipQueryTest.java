package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Fact.Detail;
import runbook.module.param.HostPath;
import runbook.modules.TestShells;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.Etcdctl;
import runbook.modules.etcd.MemberList;
import runbook.testkit.LocalShell;

/** Counts the calls of an etcdctl that knows three members, and checks what is read from them. */
class MembershipQueryTest {

  @TempDir private Path dir;
  private final List<ServerSocket> sockets = new ArrayList<>();
  private final List<String> urls = new ArrayList<>();

  static List<LocalShell> shells() {
    return TestShells.all();
  }

  @BeforeEach
  void listen() throws Exception {
    for (int i = 0; i < 3; i++) {
      var socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      urls.add("http://127.0.0.1:" + socket.getLocalPort());
    }
    Files.createFile(dir.resolve("calls"));
    var etcdctl =
        Files.writeString(
            dir.resolve("etcdctl"),
            """
            #!/bin/sh
            cd '%s' || exit
            echo >>calls
            case "$*" in
            *" health") what=health ;;
            *" status") what=status ;;
            *) what=members ;;
            esac
            answer=
            for word; do
              case $word in --endpoints=*) urls=${word#*=} ;; esac
            done
            for url in $(IFS=,; echo $urls); do
              port=${url##*:}
              [ -f "$port.$what" ] || { echo "Error: etcdserver: no leader at $url" >&2; continue; }
              read -r said <"$port.$what"
              [ $what != members ] || { echo "$said"; exit; }
              answer=$answer,$said
            done
            [ $what = members ] || echo "[${answer#,}]"
            """
                .formatted(dir));
    assertTrue(etcdctl.toFile().setExecutable(true));
  }

  @AfterEach
  void close() throws Exception {
    for (var socket : sockets) {
      socket.close();
    }
  }

  private void member(int index, int cluster, boolean healthy) throws Exception {
    var url = urls.get(index);
    int port = sockets.get(index).getLocalPort();
    Files.writeString(
        dir.resolve(port + ".health"),
        "{\"endpoint\":\"%s\",\"health\":%s,\"took\":\"1ms\"}%n".formatted(url, healthy));
    Files.writeString(
        dir.resolve(port + ".status"),
        "{\"Endpoint\":\"%s\",\"Status\":{\"header\":{\"cluster_id\":%d,\"member_id\":%d},\"leader\":%d}}%n"
            .formatted(url, cluster, index + 1, healthy ? 1 : 0));
    if (healthy) {
      Files.writeString(
          dir.resolve(port + ".members"),
          "{\"header\":{\"cluster_id\":%d},\"members\":[{\"ID\":%d,\"name\":\"m%d\",\"peerURLs\":[\"http://a\"]}]}%n"
              .formatted(cluster, index + 1, index + 1));
    }
  }

  private List<EndpointAnswer> answers(LocalShell localShell) throws Exception {
    var binary = new HostPath(dir + "/etcdctl");
    var settings =
        new MemberSettings(
            "m1",
            List.of("http://a"),
            Map.of("m1", "http://a"),
            "token",
            urls,
            Optional.empty(),
            Optional.empty(),
            "no-such-unit-of-ours.service",
            List.of(),
            new Etcdctl(binary, Optional.empty(), Optional.empty(), Optional.empty()),
            Optional.empty(),
            false);
    return localShell.look(new MembershipFact(settings), Detail.STATE).peers();
  }

  private long calls() throws Exception {
    try (Stream<String> lines = Files.lines(dir.resolve("calls"))) {
      return lines.count();
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void threeCallsAnswerForAllHealthyMembers(LocalShell localShell) throws Exception {
    for (int i = 0; i < 3; i++) {
      member(i, 7, true);
    }
    var answers = answers(localShell);
    assertEquals(3, calls());
    assertEquals(List.of(1L, 2L, 3L), answers.stream().map(EndpointAnswer::id).toList());
    assertTrue(answers.stream().allMatch(EndpointAnswer::healthy));
    assertTrue(answers.stream().allMatch(answer -> answer.roster().isPresent()));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void eachUnhealthyMemberIsAskedAlone(LocalShell localShell) throws Exception {
    member(0, 7, true);
    member(1, 7, false);
    var answers = answers(localShell);
    assertEquals(3 + 2 + 2, calls());
    assertEquals(List.of(1L, 2L, 0L), answers.stream().map(EndpointAnswer::id).toList());
    assertEquals(
        List.of(true, false, false), answers.stream().map(EndpointAnswer::healthy).toList());
    assertEquals(
        EtcdFailure.EtcdFailureKind.REFUSED,
        answers.getLast().trouble().orElseThrow().etcdFailureKind());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void membersOfTwoClustersAreDistinguished(LocalShell localShell) throws Exception {
    for (int i = 0; i < 3; i++) {
      member(i, i == 1 ? 8 : 7, true);
    }
    var answers = answers(localShell);
    assertEquals(
        List.of(7L, 8L, 7L),
        answers.stream()
            .flatMap(answer -> answer.roster().stream())
            .map(MemberList::cluster)
            .toList());
  }
}
