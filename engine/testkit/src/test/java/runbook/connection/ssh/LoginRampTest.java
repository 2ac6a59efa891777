package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Connection;
import runbook.connection.Endpoint;
import runbook.testkit.OpenSshd;

/** Many logins at one machine wait for each other instead of being dropped. */
class LoginRampTest {

  private static DroppedConnection dropped() {
    return new DroppedConnection("web1: hung up", "");
  }

  @Test
  void allHostsBehindMachineThatAdmitsFewAreReached(@TempDir Path folder) throws Exception {
    try (var sshd = OpenSshd.withFewLogins(folder, 3);
        var connector = new HostConnector(OpenSshd.settings(sshd.home()));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var endpoint = sshd.endpoint(sshd.knownHosts(), Endpoint.HostKeyPolicy.STRICT);
      var logins = new ArrayList<Future<Connection>>();
      for (int i = 0; i < 30; i++) {
        logins.add(threads.submit(() -> connector.connect(endpoint)));
      }
      for (var login : logins) {
        login.get().close();
      }
    }
  }

  @Test
  void servedLoginsMakeRoomForMore() throws Exception {
    var ramp = new LoginRamp();
    int first = ramp.room();
    for (int i = 0; i < 5; i++) {
      ramp.run(() -> "in");
    }
    assertTrue(ramp.room() > first, ramp.room() + " places");
  }

  @Test
  void droppedConnectionTakesRoomAwayAndIsTriedAgain() throws Exception {
    var ramp = new LoginRamp();
    int first = ramp.room();
    var tries = new AtomicInteger();
    var answer =
        ramp.run(() -> {
          if (tries.incrementAndGet() == 1) {
            throw dropped();
          }
          return "in";
        });
    assertEquals("in", answer);
    assertEquals(2, tries.get());
    assertTrue(ramp.room() < first, ramp.room() + " places");
  }

  @Test
  void machineThatDropsEveryConnectionIsUnreachable() {
    var ramp = new LoginRamp();
    assertThrows(
        DroppedConnection.class,
        () ->
            ramp.run(() -> {
              throw dropped();
            }));
    assertTrue(ramp.room() >= 2, ramp.room() + " places");
  }

  @Test
  void noMoreLoginsAreUnderWayThanThereIsRoomFor() throws Exception {
    var ramp = new LoginRamp();
    int room = ramp.room();
    var underWay = new AtomicInteger();
    var full = new CountDownLatch(room);
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var logins = new ArrayList<Future<String>>();
      for (int i = 0; i < room + 5; i++) {
        logins.add(
            threads.submit(() ->
                ramp.run(() -> {
                  underWay.incrementAndGet();
                  full.countDown();
                  go.await();
                  return "in";
                })));
      }
      full.await();
      assertEquals(room, underWay.get());
      go.countDown();
      for (var login : logins) {
        assertEquals("in", login.get());
      }
    }
    assertEquals(room + 5, underWay.get());
  }
}
