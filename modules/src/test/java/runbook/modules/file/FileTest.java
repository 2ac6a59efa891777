package runbook.modules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static runbook.modules.file.FileModules.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.module.Module;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.LocalModuleRunner;
import runbook.modules.TestShells;
import runbook.modules.file.File.WantedFileState;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

class FileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/etc", "/usr/lib/", "//var//./lib", "/etc/x/..", "/../usr", "/home"})
  void systemFoldersAreNeverRemoved(String path) {
    var e = assertThrows(IllegalArgumentException.class, () -> absent(Path.of(path)));
    assertTrue(e.getMessage().endsWith("will not be removed"), e.getMessage());
  }

  @Test
  void contradictoryParametersAreRefused() {
    refused(WantedFileState.LINK, Optional.empty(), Optional.empty(), Optional.empty());
    refused(WantedFileState.FILE, Optional.of("src"), Optional.empty(), Optional.empty());
    refused(
        WantedFileState.LINK,
        Optional.of("src"),
        Optional.of(new FileMode(0644)),
        Optional.empty());
    refused(WantedFileState.ABSENT, Optional.empty(), Optional.empty(), Optional.of("root"));
    refused(WantedFileState.FILE, Optional.empty(), Optional.empty(), Optional.of("root:wheel"));
    refused(WantedFileState.FILE, Optional.empty(), Optional.empty(), Optional.of("-R"));
  }

  private static void refused(
      WantedFileState wantedFileState,
      Optional<String> src,
      Optional<FileMode> mode,
      Optional<String> owner) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new File(
                new HostPath("/x"),
                Optional.of(wantedFileState),
                src,
                mode,
                owner,
                Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void linkIsReplacedEvenIfItLeadsToFolder(LocalShell localShell) throws Exception {
    var old = Files.createDirectory(folder.resolve("old"));
    var link = Files.createSymbolicLink(folder.resolve("it's"), old);
    LocalModuleRunner.run(localShell).call(link(link, "-new target"));
    assertEquals(Path.of("-new target"), Files.readSymbolicLink(link));
    try (var inside = Files.list(old)) {
      assertEquals(0, inside.count());
    }
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void modeClearsSetgidOfFolder(LocalShell localShell) throws Exception {
    Files.setAttribute(folder, "unix:mode", 02755);
    LocalModuleRunner.run(localShell).call(mode(folder, "0755"));
    assertEquals(0755, (int) Files.getAttribute(folder, "unix:mode") & 07777);
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void newOwnerKeepsSetuidBit(LocalShell localShell) throws Exception {
    assumeRoot();
    var file = Files.writeString(folder.resolve("program"), "");
    Files.setAttribute(file, "unix:mode", 04755);
    LocalModuleRunner.run(localShell)
        .call(
            new File(
                host(file),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("daemon"),
                Optional.of("1")));
    assertEquals("daemon", Files.getOwner(file).getName());
    assertEquals(04755, (int) Files.getAttribute(file, "unix:mode") & 07777);
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void newContentKeepsOwnerAndMode(LocalShell localShell) throws Exception {
    assumeRoot();
    var file = Files.writeString(folder.resolve("file"), "old");
    Files.setAttribute(file, "unix:uid", 1);
    Files.setAttribute(file, "unix:gid", 1);
    Files.setAttribute(file, "unix:mode", 0604);
    LocalModuleRunner.run(localShell).call(copy(file, "new"));
    assertEquals("new", Files.readString(file));
    assertEquals(1, Files.getAttribute(file, "unix:uid"));
    assertEquals(1, Files.getAttribute(file, "unix:gid"));
    assertEquals(0604, (int) Files.getAttribute(file, "unix:mode") & 07777);
  }

  /** Actions that only root may do fail in check mode with the message of a run. */
  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void missingPermissionIsReportedInCheckMode(LocalShell localShell) throws Exception {
    assumeRoot();
    var unprivileged = TestShells.as("nobody", localShell);
    Files.setAttribute(folder, "unix:mode", 0755);
    var closed = Files.writeString(folder.resolve("of root"), "text");
    var open = Files.createDirectory(folder.resolve("open"));
    Files.setAttribute(open, "unix:mode", 0777);
    var theirs = Files.writeString(open.resolve("of root"), "text");
    for (var module :
        List.of(
            copy(folder.resolve("new"), "text"),
            copy(closed, "other"),
            mode(closed, "0600"),
            absent(closed),
            directory(folder.resolve("a/b")),
            link(folder.resolve("link"), "x"),
            copy(theirs, "other"),
            owned(open.resolve("given"), "root"))) {
      var predicted = failure(LocalModuleRunner.check(unprivileged), module);
      assertTrue(predicted.contains("try 'become: true'"), predicted);
      assertEquals(predicted, failure(LocalModuleRunner.run(unprivileged), module));
    }
    assertEquals(false, LocalModuleRunner.run(unprivileged).call(copy(closed, "text")).changed());
    assertEquals(
        true, LocalModuleRunner.run(unprivileged).call(copy(open.resolve("new"), "x")).changed());
    assertEquals(
        true,
        LocalModuleRunner.run(unprivileged).call(mode(open.resolve("new"), "0600")).changed());
    assertEquals(true, LocalModuleRunner.run(unprivileged).call(absent(theirs)).changed());
  }

  private static String failure(LocalModuleRunner localModuleRunner, Module module) {
    return assertThrows(StepFailed.class, () -> localModuleRunner.call(module)).failure().message();
  }

  private static void assumeRoot() {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be someone else");
  }
}
