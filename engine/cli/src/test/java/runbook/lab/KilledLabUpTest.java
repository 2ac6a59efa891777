package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.testkit.NeedsLab;

/** If "up" or one of its scripts is killed, the next "up" finishes the lab. */
@NeedsLab
class KilledLabUpTest {

  @TempDir Path temporary;
  private LabFolder folder;
  private LabUpProcess command;

  @BeforeEach
  void name() {
    folder =
        new LabFolder(temporary.resolve("labs").resolve("killed-" + ProcessHandle.current().pid()));
    command = new LabUpProcess(folder, temporary.resolve("said"));
  }

  @AfterEach
  void down() throws Exception {
    new runbook.lab.Lab(folder).down();
  }

  /** A folder with a program that replaces one of the machine's. */
  private Path program(String name, String does) throws Exception {
    var programs = Files.createDirectories(temporary.resolve("programs"));
    var file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + does);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return programs;
  }

  private static String real(String name) throws Exception {
    return ProgramRunner.run(List.of("sh", "-c", "command -v " + name)).strip();
  }

  private void assertNextUpCompletesLab() throws Exception {
    assertEquals(0, command.start().waitFor(), command::output);
    for (var labHostState : new runbook.lab.Lab(folder).states()) {
      assertEquals("running", labHostState.state(), () -> labHostState.host().name());
    }
    var sshed = new LabCommandRunner(folder).ssh("host2", List.of("id", "-un"));
    assertEquals(
        "root\n", ProgramRunner.run(sshed), "the key of the lab and that of the host are good");
  }

  /**
   * Kills each script when it calls this program, as Ctrl-C does; a comment names the purpose of
   * the call.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh-keygen #lab",
        "ssh-keygen #host",
        "xargs",
        "sed #-i",
        "ln",
        "mv",
        "unshare #host2",
        "ip #addr",
        "setsid #watch.sh"
      })
  void killedScriptIsRepeated(String where) throws Exception {
    var words = where.split(" #", 2);
    // The file that the program would write exists, but is empty.
    var kill = "for f; do :; done; case $0 in *ssh-keygen) : >\"$f\"; : >\"$f.pub\" ;; esac\n";
    var programs =
        program(
            words[0],
            "case \"$*\" in *%s*) touch '%s'; %s kill -9 $PPID; exit 1 ;; esac\nexec %s \"$@\"\n"
                .formatted(
                    words.length > 1 ? words[1] : "",
                    temporary.resolve("killed"),
                    kill,
                    real(words[0])));
    assertNotEquals(0, command.start(programs).waitFor(), command::output);
    assertTrue(Files.exists(temporary.resolve("killed")), command::output);
    assertNextUpCompletesLab();
  }

  @Test
  void incompleteProcessIsNotUsed() throws Exception {
    var mark = temporary.resolve("held up");
    var programs =
        program(
            "ip",
            "[ \"$*\" != 'link set lo up' ] || { touch '%s'; exec sleep 1000; }\nexec %s \"$@\"\n"
                .formatted(mark, real("ip")));
    var up = command.start(programs);
    while (up.isAlive() && !Files.exists(mark)) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    up.destroyForcibly().waitFor();
    assertTrue(LabProcess.of(folder).orElseThrow().alive());
    assertNextUpCompletesLab();
  }

  @Test
  void mirrorThatKilledCommandStartedIsFound() throws Exception {
    assertEquals(0, command.start().waitFor(), command::output);
    Files.createDirectories(folder.mirror());
    var programs =
        program(
            "grep", "case $2 in ^serving) kill -9 $PPID; exit 1 ;; esac; exec /bin/grep \"$@\"");
    assertNotEquals(0, command.start(programs).waitFor(), command::output);
    assertNextUpCompletesLab();
    var get = List.of("bash", "-c", "exec 3<>/dev/tcp/mirror.lab/80 && echo open");
    assertEquals("open\n", ProgramRunner.run(new LabCommandRunner(folder).inNetwork(get)));
  }
}
