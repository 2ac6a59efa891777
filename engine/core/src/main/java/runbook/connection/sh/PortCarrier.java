package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.AccessDenied;
import runbook.connection.Connection;
import runbook.connection.RandomToken;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestTimeout;
import runbook.connection.Unreachable;

/**
 * Lets a program on the host carry bytes between its own streams and a port, for hosts whose sshd
 * does not forward there.
 *
 * @param program one of those in {@code carriers.sh}
 */
record PortCarrier(Transport transport, String sh, String program, String address, int port) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The programs that {@code carry.sh} can use. */
  private static final List<String> PROGRAMS =
      List.of("bash", "perl", "python3", "socat", "nc", "busybox");

  /** The number of attempts to open a session when sshd has no room, a tenth of a second apart. */
  private static final int TRIES = 50;

  /** Returns the first program on the host that can carry bytes. */
  static String found(String host, Connection connection)
      throws AccessDenied, Unreachable, InterruptedException {
    try {
      var look = new RequestPart.ScriptPart(ScriptResource.CARRIERS.with(Map.of()), false);
      var reply = connection.send(Request.of(look), Optional.empty(), PATIENCE);
      var program = reply.parts().getFirst().outText().strip();
      if (program.isEmpty()) {
        throw new AccessDenied(
            host
                + ": its sshd does not forward there, and no program can carry the bytes:"
                + " none of bash, perl, python3, socat, nc (other than OpenBSD's) and busybox",
            "allow it in sshd_config (AllowTcpForwarding, PermitOpen), or install one of them");
      }
      if (!PROGRAMS.contains(program)) {
        throw new Unreachable(
            host + ": " + UnreadableReply.line(program, RandomToken.fresh()).getMessage(),
            "the shell there is damaged, or the host must not be trusted",
            null);
      }
      return program;
    } catch (RequestTimeout e) {
      throw new Unreachable(
          host + ": could not find out which programs it has: " + e.getMessage(),
          "check whether the host is overloaded",
          e);
    }
  }

  /** A running program that carries bytes both ways. */
  record Carried(RunningProgram runningProgram, ShellOutputReader from) implements AutoCloseable {

    OutputStream to() {
      return runningProgram.input();
    }

    @Override
    public void close() {
      runningProgram.close();
    }
  }

  Carried start() throws IOException, InterruptedException {
    var runningProgram = started();
    boolean carries = false;
    try {
      var mark = RandomToken.fresh();
      var words = Map.of("MARK", mark, "PROGRAM", program(), "PORT", String.valueOf(port));
      // Replaced last, because the address may contain one of the words.
      var text = ScriptResource.CARRY.with(words).replace("HOST", ScriptResource.quote(address));
      runningProgram.input().write(text.getBytes(UTF_8));
      runningProgram.input().flush();
      var from = new ShellOutputReader(runningProgram.output());
      from.skipPast(mark + "\n");
      carries = true;
      return new Carried(runningProgram, from);
    } finally {
      if (!carries) {
        runningProgram.close();
      }
    }
  }

  /**
   * Retries while sshd's session limit (MaxSessions) is reached, because other sessions end soon.
   */
  private RunningProgram started() throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return transport.start("exec " + sh, OutputStream.nullOutputStream());
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (tries == TRIES || !transport.isOpen()) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }
}
