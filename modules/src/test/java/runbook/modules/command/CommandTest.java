package runbook.modules.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Module;
import runbook.module.param.HostPath;
import runbook.modules.LocalModuleRunner;
import runbook.modules.file.File;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

class CommandTest {

  @TempDir Path folder;

  private Optional<HostPath> creates = Optional.empty();
  private Optional<HostPath> removes = Optional.empty();
  private final Optional<List<HostPath>> writes = Optional.empty();
  private Optional<String> unless = Optional.empty();
  private Optional<HostPath> chdir = Optional.empty();

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void outputAndExitStatusAreTheResult(LocalShell localShell) throws StepFailed {
    var ran =
        LocalModuleRunner.run(localShell).call(command("printf '%s|' '$HOME' \"two words\"")).ran();
    assertEquals("$HOME|two words|", ran.orElseThrow().out());
    var failed =
        LocalModuleRunner.run(localShell).call(shell("echo no >&2; (exit 3)")).ran().orElseThrow();
    assertEquals(3, failed.exit());
    assertEquals("no\n", failed.err());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void shellTextRunsUnchanged(LocalShell localShell) throws Exception {
    chdir = Optional.of(host(folder));
    LocalModuleRunner.run(localShell)
        .call(shell("cat >\"it's odd\" <<'EOF'\n$x 'y'\nEOF\nx=$(ls | wc -l)\necho $x >>count"));
    assertEquals("$x 'y'\n", Files.readString(folder.resolve("it's odd")));
    assertEquals("1\n", Files.readString(folder.resolve("count")));
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void runsUntilCreatedFileExists(LocalShell localShell) throws StepFailed {
    creates = Optional.of(host(folder.resolve("two words")));
    var module = command("touch '" + folder.resolve("two words") + "'");
    assertTrue(LocalModuleRunner.check(localShell).call(module).changed());
    assertTrue(LocalModuleRunner.run(localShell).call(module).changed());
    var again = LocalModuleRunner.run(localShell).call(module);
    assertFalse(again.changed());
    assertEquals(0, again.ran().orElseThrow().exit());
    assertFalse(LocalModuleRunner.check(localShell).call(module).changed());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void runsWhileRemovedFileExists(LocalShell localShell) throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    removes = Optional.of(host(file));
    assertTrue(LocalModuleRunner.run(localShell).call(command("rm " + file)).changed());
    assertFalse(LocalModuleRunner.run(localShell).call(command("rm " + file)).changed());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void runsUnlessGivenCommandSucceeds(LocalShell localShell) throws StepFailed {
    chdir = Optional.of(host(folder));
    unless = Optional.of("[ -e done ] || exit 1");
    assertTrue(LocalModuleRunner.run(localShell).call(command("touch done")).changed());
    assertFalse(LocalModuleRunner.run(localShell).call(command("touch done")).changed());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void commandThatDoesNotCreateItsFileFails(LocalShell localShell) {
    creates = Optional.of(host(folder.resolve("never")));
    var e =
        assertThrows(
            StepFailed.class, () -> LocalModuleRunner.run(localShell).call(command("true")));
    assertTrue(e.failure().message().contains("is still missing"), e.failure().message());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void checkModeKnowsWhatAnEarlierStepWouldCreate(LocalShell localShell) throws StepFailed {
    var made = folder.resolve("made");
    creates = Optional.of(host(made));
    chdir = Optional.of(host(folder));
    var localModuleRunner = LocalModuleRunner.check(localShell);
    localModuleRunner.call(directory(made));
    assertFalse(localModuleRunner.call(command("mkdir made")).changed());
    chdir = Optional.of(host(made));
    creates = Optional.empty();
    assertTrue(localModuleRunner.call(command("ls")).unsureReason().isPresent());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void missingFolderFailsInCheckModeToo(LocalShell localShell) {
    chdir = Optional.of(host(folder.resolve("nowhere")));
    for (var localModuleRunner :
        List.of(LocalModuleRunner.check(localShell), LocalModuleRunner.run(localShell))) {
      var e = assertThrows(StepFailed.class, () -> localModuleRunner.call(command("ls")));
      assertTrue(e.failure().message().startsWith("there is no directory"), e.getMessage());
    }
  }

  @Test
  void invalidParametersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> command(" "));
    assertThrows(IllegalArgumentException.class, () -> shell(" "));
    assertThrows(IllegalArgumentException.class, () -> words(Optional.of("ls"), List.of("ls")));
    assertThrows(IllegalArgumentException.class, () -> words(Optional.empty(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> with(Map.of("A-B", "x")));
    creates = Optional.of(new HostPath("/a"));
    unless = Optional.of("true");
    assertThrows(IllegalArgumentException.class, () -> command("ls"));
  }

  private Module command(String cmd) {
    return words(Optional.of(cmd), List.of());
  }

  private Module words(Optional<String> cmd, List<String> argv) {
    return new Command(
        cmd, argv, chdir, creates, removes, unless, Map.of(), Optional.empty(), writes);
  }

  private Module with(Map<String, String> environment) {
    return new Command(
        Optional.of("ls"),
        List.of(),
        chdir,
        creates,
        removes,
        unless,
        environment,
        Optional.empty(),
        writes);
  }

  private Module shell(String text) {
    return new Shell(text, chdir, creates, removes, unless, Map.of(), Optional.empty(), writes);
  }

  private static Module directory(Path path) {
    return new File(
        host(path),
        Optional.of(File.WantedFileState.DIRECTORY),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static HostPath host(Path path) {
    return new HostPath(path.toString());
  }
}
