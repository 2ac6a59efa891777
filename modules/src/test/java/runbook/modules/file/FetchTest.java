package runbook.modules.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Fact.Detail;
import runbook.module.param.ContentText;
import runbook.module.param.ControllerPath;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.modules.LocalModuleRunner;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

class FetchTest {

  private static final byte[] BYTES = {0, 1, '\n', (byte) 200, '\'', 0, '\r', '\n'};

  @TempDir Path folder;

  private Fetch fetch() {
    return new Fetch(
        new HostPath(folder.resolve("on the host").toString()),
        new ControllerPath(folder.resolve("here/of one/it's")));
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void binaryFileIsFetchedAgainOnlyAfterChange(LocalShell localShell) throws Exception {
    var there = Files.write(folder.resolve("on the host"), BYTES);
    var here = folder.resolve("here/of one/it's");
    assertTrue(LocalModuleRunner.check(localShell).call(fetch()).changed());
    assertFalse(Files.exists(here));
    assertTrue(LocalModuleRunner.run(localShell).call(fetch()).changed());
    assertArrayEquals(BYTES, Files.readAllBytes(here));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(here)));
    assertFalse(LocalModuleRunner.run(localShell).call(fetch()).changed());
    assertFalse(LocalModuleRunner.check(localShell).call(fetch()).changed());
    Files.writeString(there, "");
    assertTrue(LocalModuleRunner.run(localShell).call(fetch()).changed());
    assertEquals("", Files.readString(here));
    try (var files = Files.list(here.getParent())) {
      assertEquals(1, files.count(), "nothing else is left");
    }
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void unchangedFileIsNotTransferred(LocalShell localShell) throws Exception {
    Files.write(folder.resolve("on the host"), BYTES);
    Files.createDirectories(folder.resolve("here/of one"));
    Files.write(folder.resolve("here/of one/it's"), BYTES);
    var fact = new FetchFact(fetch().src(), fetch().dest());
    var seen = localShell.look(fact, Detail.TEXT);
    assertTrue(seen.isSame());
    assertFalse(seen.isAtHand());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void unfetchableFileFailsInCheckModeToo(LocalShell localShell) throws Exception {
    assertSays(localShell, "the host has no file");
    Files.createDirectory(folder.resolve("on the host"));
    assertSays(localShell, "only files can be fetched");
    Files.delete(folder.resolve("on the host"));
    try (var large = new RandomAccessFile(folder.resolve("on the host").toFile(), "rw")) {
      large.setLength(FetchFact.LARGEST + 1);
    }
    assertSays(localShell, "is too large to fetch");
    Files.writeString(folder.resolve("on the host"), "x");
    Files.createDirectories(folder.resolve("here/of one/it's"));
    assertSays(localShell, "it is a folder: give the full path");
  }

  private void assertSays(LocalShell localShell, String text) {
    for (var localModuleRunner :
        new LocalModuleRunner[] {
          LocalModuleRunner.check(localShell), LocalModuleRunner.run(localShell)
        }) {
      var e = assertThrows(StepFailed.class, () -> localModuleRunner.call(fetch()));
      assertTrue(e.getMessage().contains(text), e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void fileWrittenByEarlierStepIsPredicted(LocalShell localShell) throws Exception {
    var localModuleRunner = LocalModuleRunner.check(localShell);
    localModuleRunner.call(
        new Copy(
            Optional.empty(),
            Optional.of(ContentText.of("new\n")),
            fetch().src(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));
    var predicted = localModuleRunner.call(fetch());
    assertTrue(predicted.changed());
    assertTrue(
        predicted.differences().toString().contains(FileContent.of("new\n").toString()),
        predicted.differences().toString());
  }
}
