package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import runbook.connection.FakeControllerClock;

/** A busy machine logs in to few hosts at a time, and says so once. */
class LoginAdmissionTest {

  private final FakeControllerClock time = new FakeControllerClock();
  private final List<String> warnings = new ArrayList<>();
  private final LoginAdmission admission = new LoginAdmission(time.clock(), warnings::add);

  private Thread enters() {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            var _ = admission.enter();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private boolean isAdmitted(Thread login) throws InterruptedException {
    return login.join(Duration.ofMillis(300));
  }

  @Test
  void idleMachineAdmitsAll() throws Exception {
    for (int i = 0; i < 100; i++) {
      var _ = admission.enter();
    }
    assertEquals(List.of(), warnings);
  }

  @Test
  void busyMachineAdmitsTheNextWhenOneIsDoneAndSaysSoOnce() throws Exception {
    time.busy(5);
    var first = admission.enter();
    for (int i = 1; i < 8; i++) {
      var _ = admission.enter();
    }
    var ninth = enters();
    assertFalse(isAdmitted(ninth));
    first.close();
    assertTrue(ninth.join(Duration.ofMinutes(1)));
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(
        warnings.getFirst().startsWith("this machine is busy: work takes about 5 times"),
        warnings.getFirst());
  }

  @Test
  void silentHostsDoNotKeepOthersOut() throws Exception {
    time.busy(5);
    for (int i = 0; i < 8; i++) {
      var _ = admission.enter();
    }
    var ninth = enters();
    assertFalse(isAdmitted(ninth));
    time.run(Duration.ofSeconds(11));
    assertTrue(ninth.join(Duration.ofMinutes(1)));
  }
}
