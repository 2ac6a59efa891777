package runbook.modules.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.module.Difference;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFolder;
import runbook.modules.LocalModuleRunner;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

class InstallBinaryTest {

  @TempDir Path folder;
  private Path programs;
  private Path dest;

  @BeforeEach
  void lay() throws IOException {
    programs = Files.createDirectory(folder.resolve("programs"));
    dest = Files.createDirectory(folder.resolve("bin"));
    Files.copy(Path.of("/bin/sleep"), programs.resolve("etcd"));
    Files.copy(Path.of("/bin/cat"), programs.resolve("etcdctl"));
  }

  private record ProgramFolder(Path path) implements LocalFolder {
    @Override
    public String name() {
      return "programs";
    }

    @Override
    public Optional<FileContent> file(String name) throws IOException {
      var file = path.resolve(name);
      return Files.exists(file) ? Optional.of(FileContent.of(file)) : Optional.empty();
    }
  }

  private InstallBinary install(List<String> names, List<String> optional) {
    return install(names, optional, false);
  }

  private InstallBinary install(List<String> names, List<String> optional, boolean backup) {
    return new InstallBinary(
        new ProgramFolder(programs),
        names,
        optional,
        new HostPath(dest.toString()),
        Optional.empty(),
        Optional.empty(),
        new FileMode(0755),
        backup);
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void onlyDifferingProgramsAreReplaced(LocalShell localShell) throws Exception {
    assertTrue(
        LocalModuleRunner.run(localShell)
            .call(install(List.of("etcd", "etcdctl"), List.of()))
            .changed());
    assertEquals(-1, Files.mismatch(programs.resolve("etcd"), dest.resolve("etcd")));
    assertEquals(0755, (int) Files.getAttribute(dest.resolve("etcd"), "unix:mode") & 07777);
    var kept = Files.getAttribute(dest.resolve("etcd"), "unix:ino");

    Files.writeString(dest.resolve("etcdctl"), "something else");
    var again =
        LocalModuleRunner.run(localShell).call(install(List.of("etcd", "etcdctl"), List.of()));
    var difference = (Difference.ValueDifference) again.differences().getFirst();
    assertEquals(1, again.differences().size());
    assertEquals("content of " + dest.resolve("etcdctl"), difference.what());
    assertEquals(kept, Files.getAttribute(dest.resolve("etcd"), "unix:ino"));
  }

  @Test
  void programOfSameSizeAndTimeWithOtherBytesIsReplaced() throws Exception {
    LocalModuleRunner.run(LocalShell.installed().getFirst())
        .call(install(List.of("etcd"), List.of()));
    var program = dest.resolve("etcd");
    var time = Files.getLastModifiedTime(program);
    var bytes = Files.readAllBytes(program);
    bytes[bytes.length / 2] ^= 1;
    Files.write(program, bytes);
    Files.setLastModifiedTime(program, time);
    assertTrue(
        LocalModuleRunner.run(LocalShell.installed().getFirst())
            .call(install(List.of("etcd"), List.of()))
            .changed());
    assertEquals(-1, Files.mismatch(programs.resolve("etcd"), program));
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void runningProgramIsReplacedAndContinues(LocalShell localShell) throws Exception {
    LocalModuleRunner.run(localShell).call(install(List.of("etcd"), List.of()));
    var running = new ProcessBuilder(dest.resolve("etcd").toString(), "60").start();
    try {
      assertFalse(running.waitFor(50, TimeUnit.MILLISECONDS));
      Files.copy(
          Path.of("/bin/cat"),
          programs.resolve("etcd"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertTrue(
          LocalModuleRunner.run(localShell).call(install(List.of("etcd"), List.of())).changed());
      assertEquals(-1, Files.mismatch(Path.of("/bin/cat"), dest.resolve("etcd")));
      assertTrue(running.isAlive());
    } finally {
      running.destroyForcibly().waitFor();
    }
  }

  @Test
  void onlyOptionalProgramsMayBeMissing() throws Exception {
    var localShell = LocalShell.installed().getFirst();
    LocalModuleRunner.run(localShell).call(install(List.of("etcd"), List.of("etcdctl", "etcdutl")));
    assertTrue(Files.exists(dest.resolve("etcdctl")));
    assertFalse(Files.exists(dest.resolve("etcdutl")));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> install(List.of("etcd", "etcdutl"), List.of()));
    assertEquals(
        "there is no 'etcdutl' in programs: correct 'names', or list it in 'optional'",
        e.getMessage());
  }

  @Test
  void oldProgramIsKeptOnRequest() throws Exception {
    Files.writeString(dest.resolve("etcd"), "old");
    LocalModuleRunner.run(LocalShell.installed().getFirst())
        .call(install(List.of("etcd"), List.of(), true));
    try (var files = Files.list(dest)) {
      var kept = files.filter(f -> f.toString().endsWith(".bak")).toList();
      assertEquals("old", Files.readString(kept.getFirst()));
      assertEquals(1, kept.size());
    }
  }

  @Test
  void missingFolderFailsInstallation() throws Exception {
    Files.delete(dest);
    var e =
        assertThrows(
            StepFailed.class,
            () ->
                LocalModuleRunner.check(LocalShell.installed().getFirst())
                    .call(install(List.of("etcd"), List.of())));
    assertTrue(e.getMessage().startsWith("there is no directory " + dest), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../etcd", "bin/etcd", "et\ncd"})
  void aNameThatLeavesTheFolderIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> install(List.of(name), List.of()));
    assertThrows(IllegalArgumentException.class, () -> install(List.of("etcd"), List.of(name)));
  }
}
