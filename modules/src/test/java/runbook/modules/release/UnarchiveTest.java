package runbook.modules.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFile;
import runbook.modules.LocalModuleRunner;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

class UnarchiveTest {

  @TempDir Path folder;
  private Path dest;

  @BeforeEach
  void lay() throws IOException {
    dest = Files.createDirectory(folder.resolve("it's here"));
  }

  private static byte[] archive() {
    return new ArchiveBuilder()
        .folder("app/empty")
        .file("app/bin/run", 0755, "run\n".getBytes(UTF_8))
        .file("app/conf", 0640, "conf\n".getBytes(UTF_8))
        .symlink("app/current", "bin/run")
        .bytes();
  }

  private Unarchive local(String name, byte[] archive, int strip) {
    return new Unarchive(
        Optional.of(new LocalFile(name, FileContent.of(archive))),
        Optional.empty(),
        new HostPath(dest.toString()),
        Optional.empty(),
        strip,
        Optional.empty(),
        Optional.empty());
  }

  private Unarchive remote(Path archive, int strip, Path creates) {
    return new Unarchive(
        Optional.empty(),
        Optional.of(new HostPath(archive.toString())),
        new HostPath(dest.toString()),
        Optional.of(new HostPath(creates.toString())),
        strip,
        Optional.empty(),
        Optional.empty());
  }

  private void holdsAll(Path top) throws IOException {
    assertEquals("run\n", Files.readString(top.resolve("current")));
    assertTrue(Files.isExecutable(top.resolve("bin/run")));
    assertTrue(Files.isDirectory(top.resolve("empty")));
    assertEquals(0644, (int) Files.getAttribute(top.resolve("conf"), "unix:mode") & 07777);
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void differencesFromArchiveAreReplaced(LocalShell localShell) throws Exception {
    var module = local("app.tar.gz", archive(), 0);
    var predicted = LocalModuleRunner.check(localShell).call(module);
    var done = LocalModuleRunner.run(localShell).call(module);
    assertEquals(predicted.differences(), done.differences());
    holdsAll(dest.resolve("app"));
    assertFalse(LocalModuleRunner.run(localShell).call(module).changed());

    Files.writeString(dest.resolve("app/conf"), "changed\n");
    Files.writeString(dest.resolve("app/mine"), "mine\n");
    assertEquals(1, LocalModuleRunner.run(localShell).call(module).differences().size());
    holdsAll(dest.resolve("app"));
    assertEquals("mine\n", Files.readString(dest.resolve("app/mine")));
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void leadingFoldersCanBeStripped(LocalShell localShell) throws Exception {
    LocalModuleRunner.run(localShell).call(local("app.tgz", archive(), 1));
    holdsAll(dest);
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void archiveOnHostIsUnpackedUntilGivenFileExists(LocalShell localShell) throws Exception {
    var archive = Files.write(folder.resolve("app.tar.gz"), archive());
    var module = remote(archive, 1, dest.resolve("conf"));
    assertTrue(LocalModuleRunner.check(localShell).call(module).changed());
    assertTrue(LocalModuleRunner.run(localShell).call(module).changed());
    holdsAll(dest);
    assertFalse(LocalModuleRunner.run(localShell).call(module).changed());
    try (var left = Files.list(dest)) {
      assertEquals(4, left.count());
    }
    assertTrue(Files.exists(archive));
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void fileThatMarksUnpackedArchiveIsWrittenLast(LocalShell localShell) throws Exception {
    var archive = Files.write(folder.resolve("app.tar.gz"), archive());
    var module = remote(archive, 0, dest.resolve("app/conf"));
    // An obstacle for one file only.
    Files.createDirectories(dest.resolve("app/bin/run/in the way"));
    assertThrows(StepFailed.class, () -> LocalModuleRunner.run(localShell).call(module));
    Files.delete(dest.resolve("app/bin/run/in the way"));
    Files.delete(dest.resolve("app/bin/run"));
    assertTrue(LocalModuleRunner.run(localShell).call(module).changed());
    holdsAll(dest.resolve("app"));

    var whole = remote(archive, 1, dest.resolve("bin"));
    assertTrue(LocalModuleRunner.run(localShell).call(whole).changed());
    holdsAll(dest);
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void archiveOnHostThatLeavesItsFolderIsRefused(LocalShell localShell) throws Exception {
    var archive =
        Files.write(
            folder.resolve("bad.tar.gz"),
            new ArchiveBuilder().file("good").file("../evil").bytes());
    var module = remote(archive, 0, dest.resolve("good"));
    var e = assertThrows(StepFailed.class, () -> LocalModuleRunner.run(localShell).call(module));
    assertTrue(e.getMessage().startsWith("a path is outside the folder"), e.getMessage());
    assertFalse(Files.exists(dest.resolve("good")));
    assertFalse(Files.exists(folder.resolve("evil")));
  }

  @Test
  void archiveIsRefusedBeforeAnythingIsChanged() {
    var bad = new ArchiveBuilder().file("../evil").bytes();
    var e = assertThrows(IllegalArgumentException.class, () -> local("bad.tgz", bad, 0));
    assertEquals("'bad.tgz' is refused: the path '../evil' is outside the folder", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> local("app.zip", archive(), 0));
    assertThrows(IllegalArgumentException.class, () -> local("app", archive(), 0));
  }

  @Test
  void missingFolderFailsUnpacking() throws Exception {
    Files.delete(dest);
    var e =
        assertThrows(
            StepFailed.class,
            () ->
                LocalModuleRunner.check(LocalShell.installed().getFirst())
                    .call(local("app.tgz", archive(), 0)));
    assertTrue(e.getMessage().startsWith("there is no directory " + dest), e.getMessage());
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }
}
