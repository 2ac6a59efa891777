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
import runbook.module.Echo.Kind;
import runbook.testkit.Sh;

/** Ports as programs of a host find them. */
class PortTrialTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  static Stream<Arguments> shellsAndPrograms() {
    return Stream.of("bash", "python3", "perl", "nc", "socat", "curl")
        .filter(program -> Files.isExecutable(at(program)))
        .flatMap(program -> Sh.installed().stream().map(sh -> Arguments.of(sh, program)));
  }

  @ParameterizedTest
  @MethodSource("shellsAndPrograms")
  void whatListensAndWhatRefusesAreToldApart(Sh sh, String program) throws Exception {
    try (var open = new ServerSocket(0, 9, HERE)) {
      var echoes = echoes(sh, Duration.ofSeconds(20), List.of(port(open), nobody()), program);
      assertEquals(List.of(Kind.OPEN, Kind.REFUSED), echoes.stream().map(Echo::kind).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("shellsAndPrograms")
  void whatNeverAnswersIsSilent(Sh sh, String program) throws Exception {
    try (var full = new ServerSocket(0, 1, HERE);
        var _ = new Socket(HERE, full.getLocalPort());
        var _ = new Socket(HERE, full.getLocalPort())) {
      var echo = echoes(sh, Duration.ofMillis(1500), List.of(port(full)), program).getFirst();
      assertEquals(Kind.SILENT, echo.kind(), echo.message());
    }
  }

  @Test
  void aHostWithoutAnyOfTheProgramsSaysWhichWouldDo() throws Exception {
    var echo =
        echoes(Sh.installed().getFirst(), Duration.ofSeconds(20), List.of(nobody())).getFirst();
    assertEquals(Kind.UNKNOWN, echo.kind());
    assertTrue(echo.message().contains("none of bash, python3, perl, nc"), echo.message());
  }

  @Test
  void whoSaysNoOnTheWayIsQuoted() {
    assertEquals(new Echo(Kind.BARRED, "No route to host"), PortTrial.echo("No route to host"));
    assertEquals(Kind.REFUSED, Echo.of("Error connecting: Connection refused").kind());
    assertEquals(Kind.SILENT, Echo.of("Connection timed out").kind());
  }

  private List<Echo> echoes(
      Sh sh, Duration within, List<InetSocketAddress> ports, String... programs)
      throws IOException {
    var trial = new PortTrial(ports, within);
    for (var program : Stream.concat(Stream.of("sleep", "tail"), Stream.of(programs)).toList()) {
      Files.createSymbolicLink(folder.resolve(program), at(program));
    }
    var bare = Stream.of("env", "PATH=" + folder, at(sh.command().getFirst()).toString());
    var words = Stream.concat(bare, sh.command().stream().skip(1)).toList();
    var said = new Sh(words).run(trial.script().whole());
    return trial.echoes(new Answer(said.exit(), said.out()));
  }

  private static InetSocketAddress port(ServerSocket of) {
    return InetSocketAddress.createUnresolved("127.0.0.1", of.getLocalPort());
  }

  private static InetSocketAddress nobody() throws IOException {
    try (var gone = new ServerSocket(0, 9, HERE)) {
      return port(gone);
    }
  }

  private static Path at(String program) {
    var path = Path.of("/usr/bin", program);
    return Files.exists(path) ? path : Path.of("/bin", program);
  }
}
