package runbook.connection.sh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.Expired;
import runbook.connection.Lease;
import runbook.connection.Leased;
import runbook.connection.Part;
import runbook.connection.Request;

/** One run at a time: whoever has the lease of a machine keeps others out while it lives. */
@Isolated("a machine has one lease")
@Timeout(60)
final class LeaseTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Path FILE = Path.of("/tmp/.runbook-lease");

  private final Lease ours = Lease.of("ann on a laptop");
  private final Lease theirs = Lease.of("bob's \"$(reboot)\" machine");

  @BeforeEach
  @AfterEach
  void nobodyIsHere() throws Exception {
    Files.deleteIfExists(FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void anotherRunIsKeptOutAndToldByWhom(String sh) throws Exception {
    try (var _ = open(sh, ours)) {
      var refused = assertThrows(Leased.class, () -> open(sh, theirs));
      assertEquals("another run is at work here: ann on a laptop", refused.getMessage());
    }
    try (var _ = open(sh, theirs)) {
      var refused = assertThrows(Leased.class, () -> open(sh, ours));
      assertTrue(refused.getMessage().contains("bob_s ___reboot__ machine"), refused.getMessage());
    }
    assertFalse(Files.exists(FILE), "the lease went with its holder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void hostsThatAreOneMachineShareTheLeaseOfARun(String sh) throws Exception {
    try (var _ = open(sh, ours);
        var _ = open(sh, ours)) {
      assertThrows(Leased.class, () -> open(sh, theirs));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void theLeaseOfTheDeadIsTakenOver(String sh) throws Exception {
    // This process began at another time than the file says: its number was used again.
    long pid = ProcessHandle.current().pid();
    Files.writeString(FILE, pid + " 1 0123abcd somebody who was killed\n");
    open(sh, ours).close();
    Files.writeString(FILE, "");
    open(sh, ours).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void theLeaseOutlivesAShellThatHadToBeKilled(String sh) throws Exception {
    try (var connection = open(sh, ours)) {
      var slow = Request.of(new Part.Run("sleep 100", false));
      assertThrows(
          Expired.class, () -> connection.send(slow, Optional.empty(), Duration.ofMillis(200)));
      var quick = Request.of(new Part.Run(":", false));
      var _ = connection.send(quick, Optional.empty(), LONG);
      assertThrows(Leased.class, () -> open(sh, theirs));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void whoOnlyLooksNeedsNone(String sh) throws Exception {
    try (var _ = open(sh, ours);
        var looking =
            ShellConnection.open("here", new LocalTransport(), sh, LONG, Optional.empty())) {
      assertTrue(looking.greeting().containsKey("user"));
    }
  }

  private static ShellConnection open(String sh, Lease lease) throws Exception {
    return ShellConnection.open("here", new LocalTransport(), sh, LONG, Optional.of(lease));
  }
}
