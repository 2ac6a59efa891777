package runbook.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.PortProbeResult.PortStatus;
import runbook.testkit.LocalShell;

/** Tests of ports tried by programs on a host. */
class PortTrialTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  static Stream<Arguments> shellsAndPrograms() {
    return Stream.of("bash", "python3", "perl", "nc", "socat", "curl")
        .filter(program -> Files.isExecutable(at(program)))
        .flatMap(program ->
            LocalShell.installed().stream().map(localShell -> Arguments.of(localShell, program)));
  }

  @ParameterizedTest
  @MethodSource("shellsAndPrograms")
  void openAndClosedPortsAreDistinguished(LocalShell localShell, String program) throws Exception {
    try (var open = new ServerSocket(0, 9, HERE)) {
      var echoes =
          echoes(localShell, Duration.ofSeconds(20), List.of(port(open), unusedPort()), program);
      assertEquals(
          List.of(PortStatus.OPEN, PortStatus.REFUSED),
          echoes.stream().map(PortProbeResult::portStatus).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("shellsAndPrograms")
  void portWithoutAnswerIsSilent(LocalShell localShell, String program) throws Exception {
    try (var full = new ServerSocket(0, 1, HERE);
        var _ = new Socket(HERE, full.getLocalPort());
        var _ = new Socket(HERE, full.getLocalPort())) {
      var portProbeResult =
          echoes(localShell, Duration.ofMillis(1500), List.of(port(full)), program).getFirst();
      assertEquals(PortStatus.SILENT, portProbeResult.portStatus(), portProbeResult.message());
    }
  }

  @Test
  void missingProgramsAreNamed() throws Exception {
    var portProbeResult =
        echoes(LocalShell.installed().getFirst(), Duration.ofSeconds(20), List.of(unusedPort()))
            .getFirst();
    assertEquals(PortStatus.UNKNOWN, portProbeResult.portStatus());
    assertTrue(
        portProbeResult.message().contains("none of bash, python3, perl, nc"),
        portProbeResult.message());
  }

  @Test
  void rejectionByRouterIsQuoted() {
    assertEquals(
        new PortProbeResult(PortStatus.BARRED, "No route to host"),
        PortTrial.result("No route to host"));
    assertEquals(
        PortStatus.REFUSED,
        PortProbeResult.of("Error connecting: Connection refused").portStatus());
    assertEquals(PortStatus.SILENT, PortProbeResult.of("Connection timed out").portStatus());
  }

  private List<PortProbeResult> echoes(
      LocalShell localShell, Duration within, List<InetSocketAddress> ports, String... programs)
      throws IOException {
    var trial = new PortTrial(ports, within);
    for (var program : Stream.concat(Stream.of("sleep", "tail"), Stream.of(programs)).toList()) {
      Files.createSymbolicLink(folder.resolve(program), at(program));
    }
    var bare = Stream.of("env", "PATH=" + folder, at(localShell.command().getFirst()).toString());
    var words = Stream.concat(bare, localShell.command().stream().skip(1)).toList();
    var said = new LocalShell(words).run(trial.script().whole());
    return trial.results(new ScriptOutput(said.exit(), said.out()));
  }

  private static InetSocketAddress port(ServerSocket of) {
    return InetSocketAddress.createUnresolved("127.0.0.1", of.getLocalPort());
  }

  private static InetSocketAddress unusedPort() throws IOException {
    try (var gone = new ServerSocket(0, 9, HERE)) {
      return port(gone);
    }
  }

  private static Path at(String program) {
    var path = Path.of("/usr/bin", program);
    return Files.exists(path) ? path : Path.of("/bin", program);
  }
}
