package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.NeedsLab;

/** Packages installed for a lab start no service; packages installed later may. */
@NeedsLab
class DebianInstallerTest {

  @TempDir Path temporary;

  /** Installs the programs that a lab needs, until it is killed. */
  static final class Install {
    public static void main(String[] words) throws Exception {
      DebianInstaller.install(Set.of("nothing"), System.out::println);
    }
  }

  @Test
  void packagesInstalledLaterMayStartServices() throws Exception {
    // In a private mount namespace: only these commands see the changes.
    var script =
        """
        mount -t tmpfs tmpfs /usr/sbin
        "$@" || echo killed
        /usr/sbin/policy-rc.d ssh start
        echo others $?
        RUNBOOK_NO_START=1 /usr/sbin/policy-rc.d ssh start || echo ours $?
        """;
    var program = temporary.resolve("apt-get");
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ "$2" = update ] && exit
        env >'%s'
        kill -9 $PPID
        """
            .formatted(temporary.resolve("environment")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    var words = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", script, "sh"));
    words.addAll(List.of("env", "PATH=" + temporary + ":" + System.getenv("PATH")));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Install.class.getName()));
    var said = ProgramRunner.run(words);
    assertTrue(said.endsWith("killed\nothers 0\nours 101\n"), said);
    var environment = Files.readString(temporary.resolve("environment"));
    assertTrue(environment.contains("\nRUNBOOK_NO_START=1\n"), environment);
  }
}
