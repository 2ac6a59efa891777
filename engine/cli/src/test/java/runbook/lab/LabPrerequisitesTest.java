package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.testkit.NeedsLab;

/** If no lab can run, the reason and a hint are reported before anything is created. */
@NeedsLab
class LabPrerequisitesTest {

  /** Prints why no lab can run in its environment. */
  static final class PrintObstacle {
    public static void main(String[] words) throws IOException, InterruptedException {
      var obstacle = LabPrerequisites.obstacle();
      System.out.println(
          obstacle.map(f -> f.getMessage() + "; " + f.hint()).orElse("a lab can run here"));
    }
  }

  private static String asked(List<String> before, String... options) throws Exception {
    var command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), PrintObstacle.class.getName()));
    return ProgramRunner.run(command).strip();
  }

  /** In a private mount namespace: only the program sees the changes. */
  private static List<String> after(String change) {
    return List.of("unshare", "--mount", "sh", "-ec", change + "; exec \"$@\"", "changed");
  }

  @Test
  void labCanRunHere() throws Exception {
    assertEquals("a lab can run here", asked(List.of()));
  }

  @Test
  void requiresLinux() throws Exception {
    assertEquals(
        "a lab needs Linux, but this is Mac OS X; use a virtual machine with Linux",
        asked(List.of(), "-Dos.name=Mac OS X"));
  }

  @Test
  void requiresRoot() throws Exception {
    assertEquals(
        "a lab needs root to make namespaces and mounts; run the same command with sudo",
        asked(List.of("unshare", "--user")));
  }

  @ParameterizedTest
  @CsvSource({"overlay", "cgroup2"})
  void requiresFileSystemsOfTheKernel(String kind) throws Exception {
    assumeTrue(Files.notExists(Path.of("/proc/modules")), "a module may be loaded when it is used");
    var change =
        "mount -t tmpfs x /mnt; grep -v %s /proc/filesystems >/mnt/left;".formatted(kind)
            + " mount --bind /mnt/left /proc/filesystems";
    assertEquals(
        "this kernel has no %s file system; use another kernel".formatted(kind),
        asked(after(change)));
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/sbin/sshd, openssh-server",
    "/usr/bin/sudo, sudo",
    "/usr/bin/setpriv, util-linux",
    "/lib/systemd/systemd, systemd"
  })
  void requiresPrograms(String program, String name) throws Exception {
    assertEquals(
        "a lab needs programs that are not installed; on Debian they are in: %1$s; apt-get install --no-install-recommends %1$s"
            .formatted(name),
        asked(after("mount --bind /dev/null " + program)));
  }

  @Test
  void requiresRightsThatContainersUsuallyLack() throws Exception {
    var said =
        asked(List.of("setpriv", "--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin"));
    assertTrue(said.startsWith("the kernel does not allow a lab here: "), said);
    assertTrue(said.endsWith("(--privileged)"), said);
  }
}
