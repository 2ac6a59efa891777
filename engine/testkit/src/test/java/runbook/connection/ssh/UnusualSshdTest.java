package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.Connection;
import runbook.connection.Endpoint.HostKeyPolicy;
import runbook.connection.InMemoryPayload;
import runbook.connection.Lease;
import runbook.connection.LeaseTaken;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestPart.ScriptPart;
import runbook.connection.RequestPart.UploadPart;
import runbook.connection.Unreachable;
import runbook.connection.WaitLimit;
import runbook.testkit.OpenSshd;

/** Servers and login shells that allow less, or say more, than usual. */
@Timeout(180)
class UnusualSshdTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;

  private interface Talk {
    void with(Connection connection) throws Exception;
  }

  private void talk(OpenSshd sshd, Talk talk) throws Exception {
    var lease = Optional.of(Lease.of("the test"));
    try (sshd;
        var connector = new HostConnector(OpenSshd.settings(folder.resolve("user")), lease);
        var connection = connect(connector, sshd)) {
      talk.with(connection);
    }
  }

  /** A command of an earlier test that could not be killed may still hold the lease. */
  private static Connection connect(HostConnector connector, OpenSshd sshd) throws Exception {
    var waitLimit = WaitLimit.of(LONG);
    while (true) {
      try {
        return connector.connect(sshd.endpoint(sshd.knownHosts(), HostKeyPolicy.STRICT));
      } catch (LeaseTaken e) {
        if (waitLimit.over()) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static String out(Connection connection, RequestPart... parts) throws Exception {
    var reply = connection.send(Request.of(parts), Optional.empty(), LONG);
    assertEquals(0, reply.parts().getLast().exit(), () -> reply.parts().getLast().errText());
    return String.join("", reply.parts().stream().map(Reply.ReplyPart::outText).toList());
  }

  @Test
  void hostThatAllowsOneSessionReceivesLargeContent() throws Exception {
    var target = folder.resolve("large");
    var content = new byte[3_000_000];
    talk(
        OpenSshd.configured(folder, "MaxSessions 1"),
        connection -> {
          assertEquals(
              "first\nlast\n",
              out(
                  connection,
                  new ScriptPart("echo first", false),
                  new UploadPart("cat >" + target, InMemoryPayload.of(content)),
                  new ScriptPart("echo last", false)));
          assertEquals("still here\n", out(connection, new ScriptPart("echo still here", false)));
        });
    assertEquals(content.length, Files.size(target));
  }

  @Test
  void requestThatCannotBeKilledNamesTheSettingThatForbidsIt() throws Exception {
    talk(
        OpenSshd.configured(folder, "MaxSessions 1"),
        connection -> {
          var request = Request.of(new ScriptPart("sleep 3", false));
          var e =
              assertThrows(
                  Unreachable.class,
                  () -> connection.send(request, Optional.empty(), Duration.ofSeconds(1)));
          assertTrue(e.hint().contains("MaxSessions"), e.getMessage() + ": " + e.hint());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/false", "internal-sftp", "echo this account is closed; exit 1"})
  void forcedCommandIsNamedAsTheReason(String command) throws Exception {
    var e =
        assertThrows(
            Unreachable.class,
            () ->
                talk(
                    OpenSshd.configured(folder, "ForceCommand " + command),
                    connection -> out(connection, new ScriptPart("echo hello", false))));
    assertTrue(
        e.getMessage().startsWith("web1: logged in, but the shell did not start: "),
        e.getMessage());
    assertTrue(e.hint().contains("ForceCommand"), e.hint());
    if (command.startsWith("echo")) {
      assertTrue(e.getMessage().contains("this account is closed"), e.getMessage());
    }
  }

  @Test
  void shellThatTalksAndTakesItsTimeIsUsed() throws Exception {
    var talkative =
        "ForceCommand for i in 1 2 3; do echo hello $i; echo oops >&2; sleep 1; done;"
            + " eval \"$SSH_ORIGINAL_COMMAND\"";
    talk(
        OpenSshd.configured(folder, talkative),
        connection -> assertEquals("7\n", out(connection, new ScriptPart("expr 3 + 4", false))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csh", "tcsh", "fish", "zsh", "ksh", "busybox ash"})
  void otherLoginShellsAreUsed(String shell) throws Exception {
    assumeTrue(isInstalled(shell.split(" ", -1)[0]), shell + " is not installed");
    talk(
        OpenSshd.configured(folder, "ForceCommand exec " + shell + " -c \"$SSH_ORIGINAL_COMMAND\""),
        connection -> assertEquals("7\n", out(connection, new ScriptPart("expr 3 + 4", false))));
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  @Test
  void hostWithoutForwardingIsUsed() throws Exception {
    talk(
        OpenSshd.configured(folder, "DisableForwarding yes"),
        connection -> {
          assertEquals("7\n", out(connection, new ScriptPart("expr 3 + 4", false)));
          var port = java.net.InetSocketAddress.createUnresolved("127.0.0.1", 1);
          assertEquals(Optional.empty(), connection.probePorts(List.of(port), LONG));
        });
  }
}
