package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.NeedsLab;

/** Tests the demo, the first command of new users. */
@NeedsLab(mirror = "etcd")
class DemoTest {

  @TempDir private Path folder;

  private record DemoOutput(int status, String text) {}

  private DemoOutput runbook(List<String> before, String... words) throws Exception {
    var command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Drunbook.home=..",
            "-cp",
            System.getProperty("java.class.path"),
            "runbook.cli.Main"));
    command.addAll(Arrays.asList(words));
    var log = folder.resolve("said");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("RUNBOOK_LAB", folder.resolve("labs/all").toString());
    // Files made without a lab are removed with this test.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder);
    int status = builder.start().waitFor();
    return new DemoOutput(status, Files.readString(log));
  }

  private static void assertPlayedTwice(DemoOutput demo) {
    assertEquals(0, demo.status(), demo.text());
    assertTrue(demo.text().contains(" would change, "), demo.text());
    assertTrue(demo.text().contains("3 hosts: 0 changed, 0 failed, 0 unreachable"), demo.text());
  }

  @Test
  void newRoleIsTestedOnFreshHosts() throws Exception {
    assertEquals(
        0, runbook(List.of(), "role", "new", "web", "--roles", folder.toString()).status());
    var test = runbook(List.of(), "role", "test", folder.resolve("web").toString(), "--hosts", "2");
    assertEquals(0, test.status(), test.text());
    assertEquals(4, test.text().lines().filter(line -> line.startsWith("holds")).count());
    assertTrue(test.text().contains("2 hosts: 2 changed"), test.text());
    assertFalse(Files.exists(folder.resolve("labs/all/role-test")), "the lab is removed");
  }

  @Test
  void demoStartsEtcdInLabAndExplainsNextSteps() throws Exception {
    try {
      var demo = runbook(List.of(), "demo");
      assertPlayedTwice(demo);
      assertTrue(demo.text().contains("ok    members       etcd1, etcd2, etcd3"), demo.text());
      for (var line : demo.text().lines().filter(l -> l.contains("runbook lab ")).toList()) {
        var words = line.replaceAll(".*runbook (lab .*)", "$1").split(" ", -1);
        if (!line.contains("ssh") && !line.contains("shell")) {
          assertEquals(0, runbook(List.of(), words).status(), line);
        }
      }
      assertFalse(Files.exists(folder.resolve("labs/all")), "the last of them is 'lab down'");
    } finally {
      runbook(List.of(), "lab", "down", "--name", "demo");
    }
  }

  @Test
  void withoutLabItExplainsWhyAndUsesServers() throws Exception {
    var overlay =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs x \"$0\" && cd \"$0\" && mkdir up work all && mount -t overlay -o"
                + " lowerdir=/etc,upperdir=up,workdir=work x all && cd \"$OLDPWD\" && exec \"$@\"",
            Files.createDirectory(folder.resolve("labs")).toString());
    var demo = runbook(overlay, "demo");
    assertPlayedTwice(demo);
    assertTrue(demo.text().contains("no lab can run here: "), demo.text());
    assertTrue(demo.text().contains("labs/all is on an overlay"), demo.text());
    assertTrue(demo.text().contains("set RUNBOOK_LAB to a folder"), demo.text());
    assertFalse(demo.text().contains("--lab"), demo.text());
  }

  @Test
  void missingRootIsReported() throws Exception {
    var demoOutput = runbook(List.of("unshare", "--user"), "lab", "up", "--hosts", "1");
    assertEquals(69, demoOutput.status(), demoOutput.text());
    assertTrue(demoOutput.text().contains("a lab needs root"), demoOutput.text());
    assertTrue(demoOutput.text().contains("run the same command with sudo"), demoOutput.text());
    assertEquals(0, runbook(List.of("unshare", "--user"), "lab", "down").status(), "there is none");
  }
}
