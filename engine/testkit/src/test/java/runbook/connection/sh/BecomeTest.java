package runbook.connection.sh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.AccessDenied;
import runbook.connection.BecomeUser;
import runbook.connection.BecomeUser.Method;
import runbook.connection.Connection;
import runbook.connection.InMemoryPayload;
import runbook.connection.PidFiles;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestTimeout;
import runbook.connection.Secret;

/**
 * Tests of becoming another user: with the programs of this machine as root, otherwise with
 * stand-ins.
 */
class BecomeTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static BecomeUser become(Method method, String user, String... password) {
    return new BecomeUser(
        method, user, Optional.of(password).filter(p -> p.length > 0).map(p -> new Secret(p[0])));
  }

  private static String run(Connection connection, BecomeUser becomeUser, String script)
      throws Exception {
    return connection
        .send(Request.of(new RequestPart.ScriptPart(script, false)), Optional.of(becomeUser), LONG)
        .parts()
        .getFirst()
        .outText();
  }

  private static AccessDenied denied(Connection connection, BecomeUser becomeUser) {
    return assertThrows(AccessDenied.class, () -> run(connection, becomeUser, "id"));
  }

  private static Connection local() throws Exception {
    return ShellConnection.open("web1", new LocalTransport(), "sh", LONG, Optional.empty());
  }

  /** A machine whose sudo and su ask for the password "sesame". */
  private Connection withStandIns(boolean asks) throws Exception {
    var ask =
        """
        read -r password
        if [ "$password" != sesame ]; then
          echo 'Sorry, try again.' >&2
          printf %s "$prompt" >&2
          read -r password || { echo 'no password was provided' >&2; exit 1; }
          exit 1
        fi
        """;
    program(
        "sudo",
        """
        while [ $# -gt 0 ]; do
          case $1 in
            -p) prompt=$2; shift ;;
            -u) user=$2; shift ;;
            -n) no=1 ;;
            -[SH]) ;;
            *) break ;;
          esac
          shift
        done
        [ "$user" != stranger ] || { echo "sudo: unknown user $user" >&2; exit 1; }
        """
            + (asks
                ? "[ -z \"$no\" ] || { echo 'sudo: a password is required' >&2; exit 1; }\n"
                    + "echo 'a lecture' >&2; printf %s \"$prompt\" >&2\n"
                    + ask
                : "")
            + "USER_NOW=$user exec \"$@\"\n");
    program(
        "su",
        "shift; command=$1; user=$2; prompt='Passwort: '\nprintf %s \"$prompt\" >&2\n"
            + ask
            + "USER_NOW=$user exec sh -c \"$command\"\n");
    var transport = new LocalTransport();
    return ShellConnection.open(
        "web1",
        new Transport() {
          @Override
          public RunningProgram start(String command, OutputStream errors) throws IOException {
            return transport.start(
                "PATH=%s:$PATH; export PATH; %s".formatted(folder, command), errors);
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        },
        "sh",
        LONG,
        Optional.empty());
  }

  private void program(String name, String script) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    var id = Files.writeString(folder.resolve("id"), "#!/bin/sh\necho 'uid=1000(me)'\n");
    Files.setPosixFilePermissions(id, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void rootBecomesOtherUser(Method method) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root may become nobody");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo")), "sudo is not installed");
    var left = new ArrayList<Path>();
    try (var connection = local()) {
      var nobody = become(method, "nobody");
      assertEquals("nobody\n", run(connection, nobody, "id -un"));
      assertEquals("nobody\n", run(connection, nobody, "id -un"));
      var big = InMemoryPayload.of(new byte[100_000]);
      var upload = Request.of(new RequestPart.UploadPart("id -un; wc -c", big));
      assertEquals(
          "nobody\n100000\n",
          connection.send(upload, Optional.of(nobody), LONG).parts().getFirst().outText());
      assertEquals(3, connection.traffic().roundTrips());
      var folders = run(connection, nobody, "echo \"$rb_d\"").lines().map(Path::of).toList();
      var bulk = Request.of(new RequestPart.UploadPart("echo \"$rb_d\"; cat >/dev/null", big));
      var other = connection.send(bulk, Optional.of(nobody), LONG).parts().getFirst().outText();
      left.addAll(folders);
      left.add(Path.of(other.strip()));
    }
    assertTrue(left.size() == 2 && left.stream().noneMatch(Files::exists), "left: " + left);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void commandOfOtherUserIsKilledAfterDeadline(Method method) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root may become nobody");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo")), "sudo is not installed");
    try (var connection = local()) {
      var pid = folder.resolve("pid");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      var nobody = become(method, "nobody");
      var sleep =
          Request.of(
              new RequestPart.ScriptPart("sleep 300 & echo $! >" + pid + "; sleep 300", false));
      assertThrows(
          RequestTimeout.class,
          () -> connection.send(sleep, Optional.of(nobody), Duration.ofSeconds(3)));
      assertTrue(PidFiles.gone(pid));
      assertEquals("nobody\n", run(connection, nobody, "id -un"));
    }
  }

  @Test
  void unknownUserIsReported() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gets that far");
    try (var connection = local()) {
      for (var method : Method.values()) {
        var e = denied(connection, become(method, "no-such-user"));
        assertTrue(
            e.getMessage().startsWith("web1: cannot become no-such-user by "), e.getMessage());
        assertTrue(e.getMessage().matches(".*(unknown user|does not exist).*"), e.getMessage());
      }
      assertEquals(
          "web1: '-x; id' is not a valid user name",
          denied(connection, become(Method.SUDO, "-x; id")).getMessage());
    }
  }

  @Test
  void sameUserNeedsNoSudo() throws Exception {
    try (var connection = local()) {
      var own = connection.loginFacts().get("user");
      assertEquals(own + "\n", run(connection, become(Method.SUDO, own), "id -un"));
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void passwordIsSentWhenRequested(Method method) throws Exception {
    try (var connection = withStandIns(true)) {
      var root = become(method, "root", "sesame");
      assertEquals("root\n", run(connection, root, "echo $USER_NOW; cat"));
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void wrongPasswordIsReported(Method method) throws Exception {
    try (var connection = withStandIns(true)) {
      var e = denied(connection, become(method, "root", "wrong"));
      assertTrue(
          e.getMessage().endsWith("the password was refused")
              || e.getMessage().endsWith("no password was provided"),
          e.getMessage());
      assertFalse(e.getMessage().contains("wrong"));
      assertTrue(e.hint().contains("become_password"));
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void missingPasswordIsReported(Method method) throws Exception {
    try (var connection = withStandIns(true)) {
      var e = denied(connection, become(method, "root"));
      assertTrue(e.getMessage().matches(".*(a password is required|it wants a password)"));
      assertTrue(e.hint().startsWith("give become_password"));
    }
  }

  @Test
  void passwordIsNotSentUnlessRequested() throws Exception {
    try (var connection = withStandIns(false)) {
      var root = become(Method.SUDO, "root", "sesame; echo typed");
      assertEquals("root\n", run(connection, root, "echo $USER_NOW"));
      assertEquals(
          "web1: cannot become stranger by sudo: unknown user stranger",
          denied(connection, become(Method.SUDO, "stranger", "sesame")).getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sesame"})
  void missingSudoIsReported(String password) throws Exception {
    try (var connection = withStandIns(true)) {
      Files.delete(folder.resolve("sudo"));
      program("sudo", "echo 'sudo: not found' >&2; exit 127\n");
      var root =
          password.isEmpty() ? become(Method.SUDO, "root") : become(Method.SUDO, "root", password);
      assertEquals(
          "web1: cannot become root by sudo: not found", denied(connection, root).getMessage());
    }
  }
}
