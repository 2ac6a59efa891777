package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Answer;
import runbook.module.Script;
import runbook.module.Unobtainable;
import runbook.module.param.HostPath;
import runbook.modules.Mute;
import runbook.modules.Shells;
import runbook.modules.etcd.Etcdctl;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.verify.Wanted.Place;
import runbook.testkit.Sh;

/** Asks for real, an etcdctl that says what those of three versions said. */
class ByEtcdctlTest {

  @TempDir Path dir;

  private record Here(Sh sh) implements Mute {

    @Override
    public Answer run(Script script) {
      var said = sh.run(script.whole());
      return new Answer(said.exit(), said.out());
    }
  }

  private void etcdctl(String version, String status, String alarms) throws Exception {
    var recorded = Path.of("src/test/resources/etcd", version).toAbsolutePath();
    var script = dir.resolve("etcdctl");
    Files.writeString(
        script,
        """
        #!/bin/sh
        cd '%s' || exit
        case "$*" in
        *"endpoint status") cat '%s' ;;
        *"endpoint health") cat health ;;
        *"member list") cat members ;;
        *"alarm list") cat '%s' ;;
        *"endpoint hashkv"*) cat hashkv ;;
        *" get "*) echo probe ;;
        esac
        """
            .formatted(recorded, status, alarms));
    assertTrue(script.toFile().setExecutable(true));
  }

  private Wanted wanted(int port) {
    return new Wanted(
        List.of(new Place("m1", "127.0.0.1", port, 2010, false)),
        false,
        "",
        1L << 31,
        Duration.ofDays(30),
        Duration.ofDays(7),
        List.of());
  }

  private ByEtcdctl gathering(Sh sh, int port) {
    var etcdctl =
        new Etcdctl(
            new HostPath(dir + "/etcdctl"), Optional.empty(), Optional.empty(), Optional.empty());
    return new ByEtcdctl(new Here(sh), etcdctl, wanted(port));
  }

  static Stream<Arguments> shellsAndVersions() {
    return Shells.all().stream()
        .flatMap(sh -> Stream.of("3.4.23", "3.5.16", "3.5.30").map(v -> Arguments.of(sh, v)));
  }

  @ParameterizedTest
  @MethodSource("shellsAndVersions")
  void everyVersionIsUnderstood(Sh sh, String version) throws Exception {
    etcdctl(version, "status", "alarms");
    try (var somebody = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      var said = gathering(sh, somebody.getLocalPort()).testimonies().getFirst();
      var status = said.status().orElseThrow();
      assertEquals(version, status.version());
      assertTrue(status.leader() != 0);
      assertEquals(2, status.term());
      assertEquals(20480, status.dbSize());
      assertTrue(said.readable());
      assertEquals(1, said.hash().orElseThrow().revision());
      assertTrue(said.hash().orElseThrow().digest() != 0);
      assertEquals(List.of(), said.alarms());
      assertEquals(
          List.of("m1", "m2", "m3"),
          said.roster().orElseThrow().members().stream()
              .filter(Member::started)
              .map(Member::name)
              .toList());
      assertEquals(status.cluster(), said.roster().get().cluster());
      assertEquals(
          Optional.empty(), gathering(sh, somebody.getLocalPort()).probe("/runbook/probe/x"));
    }
  }

  @ParameterizedTest
  @MethodSource("shellsAndVersions")
  void anAlarmIsTold(Sh sh, String version) throws Exception {
    etcdctl(version, "alarmed-status", "alarmed");
    try (var somebody = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      var said = gathering(sh, somebody.getLocalPort()).testimonies().getFirst();
      assertTrue(said.alarms().getFirst().startsWith("NOSPACE of "), said.alarms()::toString);
    }
  }

  @Test
  void whereNobodyListensThatIsTheTrouble() throws Exception {
    etcdctl("3.5.16", "status", "alarms");
    int port;
    try (var nobody = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort();
    }
    var said = gathering(Sh.installed().getFirst(), port).testimonies().getFirst();
    assertEquals("connection refused", said.trouble().orElseThrow().text());
  }

  @Test
  void aHostWithoutEtcdctlSaysSo() {
    var none =
        assertThrows(
            Unobtainable.class, () -> gathering(Sh.installed().getFirst(), 9).testimonies());
    assertTrue(none.getMessage().contains("the host has no " + dir + "/etcdctl"));
  }
}
