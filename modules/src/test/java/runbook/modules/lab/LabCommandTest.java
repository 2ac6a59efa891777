package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** Tests the commands of labs. */
@NeedsLab(hosts = 2)
class LabCommandTest {

  private final LabHosts hosts;

  @TempDir Path folder;

  LabCommandTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  private LabHosts.ProgramTranscript lab(String line) throws Exception {
    return hosts.runbook(("lab " + line).strip().split(" ", -1));
  }

  private void assertSays(String text, String line) throws Exception {
    var programTranscript = lab(line);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertTrue(programTranscript.text().contains(text), programTranscript.text());
  }

  @Test
  void changesOfHostsAreReportedAndApplied() throws Exception {
    assertSays("test  up, from a test", "status");
    assertSays("host2                10.77.0.12       running\n", "status");
    assertSays("host2 is slow", "slow host2 --name test --delay 80ms --loss 5%");
    assertSays("host2 is cut off", "cut host2 --name test");
    assertSays("running, cut off, slow: delay 80ms loss 5.0%", "status");
    assertSays("host2 is off", "kill host2 --name test");
    assertSays("10.77.0.12       off, cut off", "status");
    assertSays("host2 is running", "boot host2 --name test");
    assertSays("host2 is connected again", "join host2 --name test");
    assertSays("host2 is at full speed", "slow host2 --name test");
    assertSays("host2 is running, with an empty disk", "rebuild host2 --name test");
    assertSays("host2                10.77.0.12       running\n", "status");
  }

  @Test
  void commandsRunOnHostAndInLabNetwork() throws Exception {
    assertEquals("host1\n", lab("exec --name test host1 -- hostname").text());
    assertEquals(1, lab("exec --name test host1 -- false").status());
    assertEquals("root\n", lab("ssh --name test host1 -- id -un").text());
    assertEquals("ops\n", lab("ssh --name test ops@host1 -- id -un").text());
    assertTrue(lab("shell --name test -- getent hosts host2").text().startsWith("10.77.0.12"));
  }

  @Test
  void addedFilesArePrintedAsUrls() throws Exception {
    var one = Files.writeString(folder.resolve("one.yml"), "one");
    assertSays("http://mirror.lab/one.yml\n", "mirror add --name test " + folder);
    Files.writeString(folder.resolve("two.yml"), "two");
    assertSays("http://mirror.lab/one.yml\n", "mirror add --name test " + one);
    assertSays("http://mirror.lab/two.yml\n", "mirror add --name test " + folder);
    assertSays("  http://mirror.lab    2                files\n", "status");
    assertTrue(
        lab("exec --name test host1 -- getent hosts mirror.lab").text().contains("mirror.lab"));
  }

  @ParameterizedTest
  @CsvSource({
    "64, give a command for the lab, ''",
    "64, give a command for the mirror, mirror",
    "69, there is no /none, mirror add --name test /none",
    "69, the lab 'another' is not up, mirror etcd --name another",
    "64, give either -i INVENTORY or --hosts N, up",
    "64, --hosts must be from 1 to 500, up --hosts 0",
    "64, --delay must be a time such as 80ms or 1s, slow host1 --delay soon",
    "64, --loss must be a percentage such as 5%, slow host1 --loss 101%",
    "69, the lab 'test' has no host 'host9', kill host9 --name test",
    "69, the lab 'another' is not up, exec --name another host1 -- true",
    "69, 'Big' cannot be the name of a lab, kill host1 --name Big",
    "69, the lab 'test' has other hosts: those of a test, up --hosts 3 --name test"
  })
  void mistakesAreReported(int status, String text, String line) throws Exception {
    var programTranscript = lab(line);
    assertEquals(status, programTranscript.status(), programTranscript.text());
    assertTrue(programTranscript.text().contains(text), programTranscript.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "exec", "ssh", "shell", "cut", "slow", "rebuild", "down", "mirror"})
  void helpIsPrintedWithoutWarnings(String command) throws Exception {
    var programTranscript = lab(command + " --help");
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertTrue(
        programTranscript.text().startsWith("Usage: runbook lab " + command),
        programTranscript.text());
    assertFalse(programTranscript.text().contains("WARN"), programTranscript.text());
  }
}
