package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.connection.AccessDenied;
import runbook.connection.Connection;
import runbook.connection.MarkedProcesses;
import runbook.connection.RandomToken;
import runbook.connection.Tunnel;

/** Tests of each program that carries bytes, started by each shell. */
@Timeout(60)
class CarriedTunnelTest {

  private static final List<String> PROGRAMS =
      List.of("bash", "perl", "python3", "socat", "nc", "busybox");

  @TempDir Path folder;
  private final String mark = RandomToken.fresh();

  static Stream<Arguments> shellsAndPrograms() {
    return PROGRAMS.stream()
        .filter(program -> BareTransport.at(program).isPresent() && isUsable(program))
        .flatMap(program ->
            Stream.of("dash", "bash", "busybox")
                .filter(sh -> BareTransport.at(sh).isPresent())
                .map(sh -> Arguments.of(sh, program)));
  }

  /** OpenBSD's nc may be missing on this machine: hosts work without it. */
  private static boolean isUsable(String program) {
    return !program.equals("nc")
        || !BareTransport.at("nc").orElseThrow().toAbsolutePath().toString().contains("openbsd");
  }

  private Connection connected(String sh, String... programs) throws Exception {
    var path = BareTransport.at(sh).orElseThrow();
    return ShellConnection.open(
        "web1",
        BareTransport.with(folder, mark, programs),
        sh.equals("busybox") ? path + " sh" : path.toString(),
        Duration.ofSeconds(20),
        Optional.empty());
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
  }

  private static Socket caller(Tunnel tunnel) throws IOException {
    return new Socket(tunnel.entrance().getAddress(), tunnel.entrance().getPort());
  }

  private static byte[] bytes(int seed) {
    var bytes = new byte[2_000_000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("shellsAndPrograms")
  void allBytesPassInBothDirectionsAtOnce(String sh, String program) throws Exception {
    try (var connection = connected(sh, program);
        var server = server();
        var tunnel = connection.tunnel("127.0.0.1", server.getLocalPort());
        var caller = caller(tunnel);
        var port = server.accept();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent = threads.submit(() -> write(caller, bytes(1)));
      var answered = threads.submit(() -> write(port, bytes(2)));
      var there = threads.submit(() -> port.getInputStream().readNBytes(bytes(1).length));
      var here = threads.submit(() -> caller.getInputStream().readNBytes(bytes(2).length));
      assertArrayEquals(bytes(1), there.get());
      assertArrayEquals(bytes(2), here.get());
      sent.get();
      answered.get();
    }
    assertEquals(0, MarkedProcesses.left(mark));
  }

  private static Void write(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return null;
  }

  @ParameterizedTest
  @MethodSource("shellsAndPrograms")
  void closingOneEndClosesOtherAndLeavesNoProcess(String sh, String program) throws Exception {
    try (var connection = connected(sh, program);
        var server = server();
        var tunnel = connection.tunnel("127.0.0.1", server.getLocalPort())) {
      awaitOnlyTheShell();
      try (var caller = caller(tunnel);
          var port = server.accept()) {
        write(port, "last words".getBytes(UTF_8));
        close(port);
        assertEquals("last words", new String(caller.getInputStream().readAllBytes(), UTF_8));
      }
      try (var caller = caller(tunnel);
          var port = server.accept()) {
        write(caller, "bye".getBytes(UTF_8));
        close(caller);
        assertEquals("bye", new String(port.getInputStream().readAllBytes(), UTF_8));
      }
      try (var caller = caller(tunnel);
          var port = server.accept()) {
        // A program that is just starting has no environment.
        while (MarkedProcesses.count(mark) <= 1) {
          Thread.sleep(10);
        }
        close(tunnel);
        assertEquals(-1, port.getInputStream().read());
        caller.setSoTimeout(10_000);
        assertEquals(-1, caller.getInputStream().read());
      }
      awaitOnlyTheShell();
      assertThrows(IOException.class, () -> caller(tunnel).close());
    }
    assertEquals(0, MarkedProcesses.left(mark));
  }

  /** Closes it before its block ends. */
  private static void close(AutoCloseable open) throws Exception {
    open.close();
  }

  private void awaitOnlyTheShell() throws Exception {
    boolean settled = MarkedProcesses.settleAt(1, mark);
    assertTrue(settled, MarkedProcesses.commands(mark).toString());
  }

  @Test
  void missingProgramsAreNamed() throws Exception {
    try (var connection = connected("dash")) {
      // Like OpenBSD's nc, which does not exit when the port closes.
      var nc = folder.resolve("nc");
      Files.writeString(nc, "#!/bin/sh\necho 'usage: nc [-46CDdFhklNnrStUuvZz] [-I length]' >&2\n");
      assertTrue(nc.toFile().setExecutable(true));
      var accessDenied = assertThrows(AccessDenied.class, () -> connection.tunnel("127.0.0.1", 9));
      assertEquals(
          "web1: its sshd does not forward there, and no program can carry the bytes: none of"
              + " bash, perl, python3, socat, nc (other than OpenBSD's) and busybox",
          accessDenied.getMessage());
      assertEquals(
          "allow it in sshd_config (AllowTcpForwarding, PermitOpen), or install one of them",
          accessDenied.hint());
    }
  }
}
