package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Connection;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.sh.TimedTask;
import runbook.server.EmbeddedSshHost;

/** Connections release all resources of this machine. */
class ManyConnectionsTest {

  private static final int HOSTS = 30;

  @TempDir Path home;

  @Test
  void closedConnectionsLeaveNoThreadsOrFiles() throws Exception {
    var sshSettings = new SshSettings(home, "me", Optional.empty(), Duration.ofSeconds(5), _ -> {});
    try (var host = EmbeddedSshHost.start();
        var connector = new HostConnector(sshSettings)) {
      round(host, connector, 2);
      int files = openFiles();
      int threads = Thread.activeCount();
      round(host, connector, HOSTS);
      for (int i = 0; i < 500 && openFiles() > files; i++) {
        Thread.sleep(10);
      }
      assertTrue(openFiles() <= files, files + " files before, now " + openFiles());
      assertTrue(
          Thread.activeCount() < threads + 10,
          threads + " threads before, now " + Thread.activeCount());
    }
  }

  private static void round(EmbeddedSshHost host, HostConnector connector, int hosts)
      throws Exception {
    var logins = new ArrayList<TimedTask<Connection>>();
    for (int i = 0; i < hosts; i++) {
      logins.add(TimedTask.start("login", () -> connector.connect(host.endpoint("web"))));
    }
    for (var login : logins) {
      var connection = login.await(Duration.ofMinutes(1));
      var request = Request.of(new RequestPart.ScriptPart("echo hello", false));
      var reply = connection.send(request, Optional.empty(), Duration.ofMinutes(1));
      assertEquals("hello\n", reply.parts().getFirst().outText());
      connection.close();
    }
  }

  private static int openFiles() {
    return new File("/proc/self/fd").list().length;
  }
}
