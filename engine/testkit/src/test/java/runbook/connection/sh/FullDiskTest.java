package runbook.connection.sh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import runbook.connection.AccessDenied;
import runbook.connection.Connection;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.Unreachable;

/** Tests on machines with almost no space for temporary files, each in its own mount namespace. */
class FullDiskTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** Starts everything after a command that sets up the namespace. */
  private record Namespace(Transport outside, String fit) implements Transport {
    @Override
    public RunningProgram start(String command, OutputStream errors)
        throws IOException, InterruptedException {
      return outside.start("exec unshare -m sh -c '" + fit + " && " + command + "'", errors);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      outside.close();
    }
  }

  private static Connection open(String fit) throws Exception {
    var probe = new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt");
    assumeTrue(probe.start().waitFor() == 0, "mount namespaces need root");
    return ShellConnection.open(
        "web1", new Namespace(new LocalTransport(), fit), "sh", LONG, Optional.empty());
  }

  private static String tmpfs(String folder, String size) {
    return "mount -t tmpfs -o size=%s tmpfs %s".formatted(size, folder);
  }

  private static Reply.ReplyPart run(Connection connection, String script) throws Exception {
    return connection
        .send(Request.of(new RequestPart.ScriptPart(script, false)), Optional.empty(), LONG)
        .parts()
        .getFirst();
  }

  @Test
  void firstFolderWithSpaceIsUsed() throws Exception {
    var full = tmpfs("/tmp", "4k") + " && head -c 4096 /dev/zero >/tmp/full";
    try (var connection = open(full)) {
      assertTrue(run(connection, "echo $rb_d").outText().startsWith("/var/tmp/.runbook-"));
    }
  }

  @Test
  void truncatedOutputIsAFailure() throws Exception {
    try (var connection = open(tmpfs("/tmp", "64k"))) {
      var e =
          assertThrows(
              AccessDenied.class,
              () -> run(connection, "head -c 1000000 /dev/zero; echo end; true"));
      assertEquals("web1: no space for temporary files", e.getMessage());
      assertEquals("next\n", run(connection, "echo next").outText());
    }
  }

  private static String everywhere(String command) {
    return Stream.of("/tmp", "/var/tmp", "/dev/shm", "/run", "$HOME")
        .map(command::formatted)
        .collect(Collectors.joining(" && "));
  }

  @Test
  void hostWithoutSpaceIsUnreachable() throws Exception {
    var full = tmpfs("%1$s", "4k") + " && head -c 4096 /dev/zero >%1$s/full";
    var e = assertThrows(Unreachable.class, () -> open(everywhere(full)));
    assertEquals("web1: no space for temporary files", e.getMessage());
    assertTrue(e.hint().startsWith("free up space on the host, in /tmp, "), e.hint());
  }

  @Test
  void hostWithReadOnlyFoldersIsUnreachable() throws Exception {
    var e =
        assertThrows(Unreachable.class, () -> open(everywhere("mount -t tmpfs -o ro tmpfs %1$s")));
    assertEquals("web1: no folder for temporary files is writable", e.getMessage());
    assertTrue(e.hint().endsWith(", or mount it for writing"), e.hint());
  }
}
