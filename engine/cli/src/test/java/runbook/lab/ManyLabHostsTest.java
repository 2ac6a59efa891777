package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Endpoint;
import runbook.testkit.NeedsLab;

/** Each of many hosts is complete. Their cost is printed. */
@NeedsLab
class ManyLabHostsTest {

  /** Returns the proportional memory (PSS) of the processes of a lab, in megabytes. */
  private static final String MEMORY =
      "cat /proc/[0-9]*/smaps_rollup 2>/dev/null | awk '/^Pss:/ {n += $2} END {print int(n /"
          + " 1024)}'";

  private static final String ABOUT =
      "systemctl is-system-running; cat /etc/machine-id; hostname; logger -t who I am $(hostname);"
          + " journalctl --sync; journalctl -q -o cat -t who; getent hosts host1 | cut -d' ' -f1";

  @TempDir private Path temporary;

  private static Endpoint endpoint(int number) {
    return LabAddressesTest.endpoint("host" + number, "10.77.0." + (10 + number));
  }

  @Test
  void eachHostRunsAndIsDistinct() throws Exception {
    int count = 10;
    var lab = new runbook.lab.Lab(new LabFolder(temporary.resolve("labs/many")));
    try {
      long began = System.nanoTime();
      var endpoints = IntStream.rangeClosed(1, count).mapToObj(ManyLabHostsTest::endpoint).toList();
      lab.up(endpoints, "a test", System.out::println);
      double seconds = (System.nanoTime() - began) / 1e9;
      var among = LabProcess.of(lab.folder()).orElseThrow().enterCommand();
      System.out.printf(
          "lab of %d hosts: up in %.1f s, %s MB%n",
          count,
          seconds,
          ProgramRunner.run(ProgramRunner.words(among, "sh", "-c", MEMORY)).strip());

      var ids = new TreeSet<String>();
      var labCommandRunner = new LabCommandRunner(lab.folder());
      for (var host : lab.hosts()) {
        var name = host.name();
        var told =
            ProgramRunner.run(labCommandRunner.onHost(name, List.of("sh", "-c", ABOUT)))
                .lines()
                .toList();
        ids.add(told.get(1));
        assertEquals(
            List.of("running", told.get(1), name, "I am " + name, "10.77.0.11"), told, name);
        for (var user : List.of("root", runbook.lab.Lab.SUDO_USER)) {
          var who = labCommandRunner.ssh(user + "@" + name, List.of("id -un; sudo id -un"));
          assertEquals(user + "\nroot\n", ProgramRunner.run(who), name);
        }
      }
      assertEquals(count, ids.size(), "a machine-id is there twice");
      assertTrue(
          lab.states().stream().allMatch(labHostState -> labHostState.state().equals("running")));
    } finally {
      lab.down();
    }
  }
}
