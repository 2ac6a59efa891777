package runbook.modules.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.module.Fact;
import runbook.testkit.LocalShell;

/** Tests ports in each shell with each program that can connect. */
@Timeout(30)
class PortFactTest {

  private static final String HERE = "127.0.0.1";

  @TempDir private Path folder;

  static Stream<Arguments> programs() {
    return Stream.of("bash", "python3", "perl", "nc", "socat", "curl", "busybox")
        .filter(program -> Files.isExecutable(at(program)))
        .flatMap(program ->
            LocalShell.installed().stream().map(localShell -> Arguments.of(localShell, program)));
  }

  static Stream<Arguments> talkers() {
    return programs().filter(a -> List.of("bash", "python3", "perl").contains(a.get()[1]));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void portIsOpenWhileProcessListens(LocalShell localShell, String program) throws Exception {
    int port;
    try (var server = server()) {
      port = server.getLocalPort();
      assertEquals(new PortState(true, true, ""), only(localShell, program, port, false));
    }
    var closed = only(localShell, program, port, false);
    assertTrue(closed.isTold());
    assertFalse(closed.isOpen());
  }

  @ParameterizedTest
  @MethodSource("talkers")
  void bannerOfPortIsRead(LocalShell localShell, String program) throws Exception {
    try (var server = server()) {
      Thread.ofVirtual().start(() -> greet(server));
      var state = only(localShell, program, server.getLocalPort(), true);
      assertTrue(state.isOpen());
      assertEquals("hello\nand welcome\n", state.greeting());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "perl"})
  void portWithoutBannerIsOpen(String program) throws Exception {
    assumeTrue(Files.isExecutable(at(program)), "there is no " + program);
    var localShell = LocalShell.installed().getFirst();
    try (var server = server()) {
      assertEquals(
          new PortState(true, true, ""), only(localShell, program, server.getLocalPort(), true));
    }
  }

  @Test
  void missingProgramsAreReported() throws Exception {
    var fact = new PortFact(HERE, 1, Duration.ofSeconds(2), false);
    assertFalse(with(LocalShell.installed().getFirst()).look(fact, Fact.Detail.STATE).isTold());
  }

  private PortState only(LocalShell localShell, String program, int port, boolean greeted)
      throws Exception {
    Files.createSymbolicLink(folder.resolve(program), at(program));
    try {
      var fact = new PortFact(HERE, port, Duration.ofSeconds(10), greeted);
      return with(localShell).look(fact, Fact.Detail.STATE);
    } finally {
      Files.delete(folder.resolve(program));
    }
  }

  /** Returns the same shell with only the programs in the folder, and sleep. */
  private LocalShell with(LocalShell localShell) throws IOException {
    var sleep = folder.resolve("sleep");
    if (!Files.exists(sleep)) {
      Files.createSymbolicLink(sleep, at("sleep"));
    }
    var command =
        Stream.of("env", "PATH=" + folder, at(localShell.command().getFirst()).toString());
    return new LocalShell(Stream.concat(command, localShell.command().stream().skip(1)).toList());
  }

  private static Path at(String program) {
    var path = Path.of("/usr/bin", program);
    return Files.exists(path) ? path : Path.of("/bin", program);
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static void greet(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write("hello\nand welcome\n".getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
