package runbook.connection.sh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.BecomeUser;
import runbook.connection.BecomeUser.Method;
import runbook.connection.InMemoryPayload;
import runbook.connection.Lease;
import runbook.connection.LeaseTaken;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestTimeout;

/** One run at a time: a run with the lease of a machine excludes others while it lives. */
@Isolated("a machine has one lease")
@Timeout(180)
final class LeaseTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Path FILE = Path.of("/run/.runbook-lease");
  private static final Path SHARED = Path.of("/tmp/.runbook-lease");
  private static final Path OF_NOBODY = Path.of("/tmp/.runbook-65534");

  private final Lease ours = Lease.of("ann on a laptop");
  private final Lease theirs = Lease.of("bob's \"$(reboot)\" machine");

  @BeforeEach
  @AfterEach
  void deleteLease() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root has a lease in /run");
    for (var path : List.of(FILE, SHARED, OF_NOBODY.resolve(".runbook-lease"), OF_NOBODY)) {
      Files.deleteIfExists(path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void secondRunIsRefusedWithOwner(String sh) throws Exception {
    try (var _ = open(sh, ours)) {
      var refused = assertThrows(LeaseTaken.class, () -> open(sh, theirs));
      var shell = Files.readString(FILE).split(" ", 2)[0];
      assertEquals(
          "another run is at work here: ann on a laptop; if it is over, free the host with 'kill "
              + shell
              + "' there",
          refused.getMessage());
    }
    try (var _ = open(sh, theirs)) {
      var refused = assertThrows(LeaseTaken.class, () -> open(sh, ours));
      assertTrue(refused.getMessage().contains("bob_s ___reboot__ machine"), refused.getMessage());
    }
    assertFalse(Files.exists(FILE), "the lease went with its holder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void hostsOnOneMachineShareLeaseOfRun(String sh) throws Exception {
    try (var _ = open(sh, ours);
        var _ = open(sh, ours)) {
      assertThrows(LeaseTaken.class, () -> open(sh, theirs));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void leaseOfDeadRunIsTakenOver(String sh) throws Exception {
    // This process has a start time other than that in the file: its id was reused.
    long pid = ProcessHandle.current().pid();
    Files.writeString(FILE, pid + " 1 0123abcd somebody who was killed\n");
    open(sh, ours).close();
    Files.writeString(FILE, "");
    open(sh, ours).close();
  }

  /** Nobody else can write there, but a lease that is wrong must not block a host for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void leaseOfProcessThatIsNoShellOfOursIsTakenOver(String sh) throws Exception {
    Files.writeString(FILE, "1 " + began(1) + " 0123abcd init\n");
    open(sh, ours).close();
    var foreign = new ProcessBuilder(asNobody("sleep 100").split(" ")).start();
    try {
      Files.writeString(FILE, foreign.pid() + " " + began(foreign.pid()) + " 0123abcd nobody\n");
      open(sh, ours).close();
    } finally {
      foreign.destroyForcibly().waitFor();
    }
    assertEquals(0, new ProcessBuilder("mkfifo", FILE.toString()).start().waitFor());
    open(sh, ours).close();
    assertFalse(Files.exists(FILE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void pipeOfOtherUserInSharedFolderBlocksNoRun(String sh) throws Exception {
    var mkfifo = asNobody("mkfifo " + SHARED).split(" ");
    assertEquals(0, new ProcessBuilder(mkfifo).start().waitFor());
    open(sh, ours).close();
    open(asNobody(sh), ours).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void otherUserHasLeaseInFolderOfOwn(String sh) throws Exception {
    try (var _ = open(asNobody(sh), ours)) {
      assertThrows(LeaseTaken.class, () -> open(asNobody(sh), theirs));
      assertEquals("nobody", Files.getOwner(OF_NOBODY).getName());
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(OF_NOBODY)));
    }
    assertFalse(Files.exists(OF_NOBODY), "the folder went with the lease");
    Files.createDirectory(OF_NOBODY);
    try (var _ = open(asNobody(sh), ours)) {
      assertThrows(LeaseTaken.class, () -> open(asNobody(sh), theirs), "it lies elsewhere");
    }
  }

  private static String began(long pid) throws Exception {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
  }

  private static String asNobody(String command) {
    return "setpriv --reuid nobody --regid nogroup --clear-groups " + command;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void leaseSurvivesKilledShell(String sh) throws Exception {
    try (var connection = open(sh, ours)) {
      var slow = Request.of(new RequestPart.ScriptPart("sleep 100", false));
      assertThrows(
          RequestTimeout.class,
          () -> connection.send(slow, Optional.empty(), Duration.ofMillis(200)));
      var quick = Request.of(new RequestPart.ScriptPart(":", false));
      var _ = connection.send(quick, Optional.empty(), LONG);
      assertThrows(LeaseTaken.class, () -> open(sh, theirs));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void leaseSurvivesUpload(String sh) throws Exception {
    try (var connection = open(sh, ours)) {
      var large =
          new RequestPart.UploadPart("cat >/dev/null", InMemoryPayload.of(new byte[2_000_000]));
      var sent = connection.send(Request.of(large), Optional.empty(), LONG);
      assertEquals(0, sent.parts().getFirst().exit());
      assertThrows(LeaseTaken.class, () -> open(sh, theirs));
    }
    assertFalse(Files.exists(FILE));
  }

  /** A run that acts as another user until a file is there. */
  static final class LeaseHolderProgram {
    public static void main(String[] words) throws Exception {
      try (var connection = open(words[0], Lease.of("who is killed"))) {
        var wait =
            "cd '%s'; echo >begun; until [ -e go ]; do sleep 0.05; done; echo >done"
                .formatted(words[1]);
        connection.send(
            Request.of(new RequestPart.ScriptPart(wait, false)),
            Optional.of(new BecomeUser(Method.SUDO, "nobody", Optional.empty())),
            LONG);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void leaseOfKilledRunLastsUntilItsCommandOfOtherUserEnds(String sh, @TempDir Path folder)
      throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root may become nobody");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo")), "sudo is not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var run =
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    run.command().addAll(List.of(LeaseHolderProgram.class.getName(), sh, folder.toString()));
    var process = run.start();
    while (process.isAlive() && !Files.exists(folder.resolve("begun"))) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    process.destroyForcibly().waitFor();
    long login = Long.parseLong(Files.readString(FILE).split(" ", 2)[0]);
    assertThrows(LeaseTaken.class, () -> open(sh, theirs));
    Files.createFile(folder.resolve("go"));
    ProcessHandle.of(login).ifPresent(shell -> shell.onExit().join());
    assertTrue(Files.exists(folder.resolve("done")), "it has come to its end");
    open(sh, theirs).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void checkModeNeedsNoLease(String sh) throws Exception {
    try (var _ = open(sh, ours);
        var looking =
            ShellConnection.open("here", new LocalTransport(), sh, LONG, Optional.empty())) {
      assertTrue(looking.loginFacts().containsKey("user"));
    }
  }

  private static ShellConnection open(String sh, Lease lease) throws Exception {
    return ShellConnection.open("here", new LocalTransport(), sh, LONG, Optional.of(lease));
  }
}
