package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** A command that is killed while it changes a host does not disturb later commands. */
@NeedsLab(hosts = 2, fresh = true)
class KilledLabCommandTest {

  @Test
  void stateOfLinkThatWasNotAppliedIsNotReported(LabHosts hosts) throws Exception {
    var home = hosts.folder().host("host2");
    Files.createFile(home.resolve("cut"));
    assertFalse(hosts.lab().states().get(1).cut(), "whoever wrote that down was killed");
    while (!answers(hosts)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    hosts.upAgain();
    assertTrue(hosts.lab().states().get(1).cut());
    assertFalse(answers(hosts));
  }

  @Test
  void hostIsSwitchedOnAfterKilledCommand(LabHosts hosts) throws Exception {
    var run = hosts.folder().path() + "/run/hosts/host2/";
    var system = runInLab(hosts, "cat " + run + "init");
    // Killed, and gone.
    var watch = runInLab(hosts, "cat " + run + "watch");
    runInLab(hosts, "kill -9 %1$s; while [ -e /proc/%1$s ]; do sleep 0.02; done".formatted(watch));
    hosts.hardware().boot("host2");
    assertEquals(
        "gone",
        runInLab(hosts, "kill -0 " + system + " 2>/dev/null || echo gone"),
        () -> processes(hosts, system));
    assertEquals("running", state(hosts, 1));

    hosts.hardware().kill("host2");
    var home = hosts.folder().host("host2");
    ProgramRunner.run(
        List.of("mv", home.resolve("disk").toString(), home.resolve("disk.old").toString()));
    Files.delete(home.resolve("hostkey"));
    hosts.hardware().boot("host2");
    hosts.upAgain();
    assertEquals("root\n", hosts.ssh("root", "host2", "id -un").text());
  }

  @Test
  void scriptsOfKilledCommandAreAwaited(LabHosts hosts) throws Exception {
    var lock = hosts.folder().path() + "/run/lock";
    var words = LabProcess.of(hosts.folder()).orElseThrow().enterCommand();
    var other =
        new ProcessBuilder(
                ProgramRunner.words(
                    words, "flock", lock, "sh", "-c", "echo begun; read -r go; echo done"))
            .start();
    try (var told = other.inputReader();
        var go = other.outputWriter()) {
      assertEquals("begun", told.readLine());
      var kill =
          new FutureTask<>(() -> {
            hosts.hardware().kill("host2");
            return "";
          });
      Thread.ofVirtual().start(kill);
      while (!kill.isDone() && !waits(hosts)) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertEquals("running", state(hosts, 1));
      go.write("go\n");
      go.flush();
      assertEquals("done", told.readLine());
      kill.get();
    }
    assertEquals("off", state(hosts, 1));
  }

  /** The flock command of util-linux, which takes the lock. */
  private static boolean waits(LabHosts hosts) throws Exception {
    return runInLab(hosts, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").contains("flock 8 ");
  }

  private static String runInLab(LabHosts hosts, String command) throws Exception {
    var words = LabProcess.of(hosts.folder()).orElseThrow().enterCommand();
    return ProgramRunner.run(ProgramRunner.words(words, "sh", "-c", command)).strip();
  }

  private static String processes(LabHosts hosts, String system) {
    try {
      return "the process is still "
          + system
          + "\n"
          + runInLab(
              hosts,
              "ps -eo pid,ppid,stat,etimes,args; head -v "
                  + hosts.folder().path()
                  + "/run/hosts/host2/[iw]*");
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static String state(LabHosts hosts, int index) throws Exception {
    return hosts.lab().states().get(index).state();
  }

  private static boolean answers(LabHosts hosts) throws Exception {
    var knock = "exec 3<>/dev/tcp/10.77.0.12/22; head -c 4 <&3";
    return hosts.within("timeout", "2", "bash", "-c", knock).text().equals("SSH-");
  }
}
