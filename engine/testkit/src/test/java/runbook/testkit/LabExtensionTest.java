package runbook.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;

/** Tests share hosts unless they request fresh ones. */
class LabExtensionTest {

  private static final Set<Path> SHARED = new HashSet<>();
  private static final Set<Path> FRESH = new HashSet<>();

  @RepeatedTest(2)
  @NeedsLab(hosts = 1)
  void hostsOfTheSameKindAreShared(LabHosts hosts) {
    SHARED.add(hosts.folder().path());
  }

  @RepeatedTest(2)
  @NeedsLab(hosts = 1, fresh = true)
  void freshHostsBelongToOneTest(LabHosts hosts) {
    assertTrue(FRESH.stream().noneMatch(Files::exists), FRESH + " should be gone");
    assertTrue(FRESH.add(hosts.folder().path()), FRESH.toString());
  }

  @AfterAll
  static void assertSharedAndFreshHostsDiffer() {
    assertTrue(SHARED.size() <= 1, SHARED.toString());
    assertEquals(FRESH.isEmpty(), SHARED.isEmpty(), "either all were skipped or none");
    assertTrue(SHARED.stream().noneMatch(FRESH::contains), SHARED.toString());
  }
}
