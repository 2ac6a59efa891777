package runbook.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.connection.RequestPart;
import runbook.connection.sh.SessionFunctions;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.testkit.LocalShell;

class AtomicWriteTest {

  @TempDir Path folder;

  static List<LocalShell> shells() {
    return LocalShell.installed();
  }

  static Stream<Arguments> shellsAndNames() {
    var names =
        List.of(
            "plain", "two words", "it's \"quoted\"", "new\nline\n", "-rf", "grüße ☃", "$HOME", "*");
    return shells().stream()
        .flatMap(localShell -> names.stream().map(name -> Arguments.of(localShell, name)));
  }

  @ParameterizedTest
  @MethodSource("shellsAndNames")
  void aFileOfAnyNameIsWritten(LocalShell localShell, String name) throws Exception {
    var bytes = new byte[] {0, 1, '\n', (byte) 200, '\'', 0};
    var file = folder.resolve(name);
    var shellOutput = localShell.carryOut(write(file, FileContent.of(bytes), "0640"));
    assertEquals(0, shellOutput.exit(), shellOutput.err());
    assertArrayEquals(bytes, Files.readAllBytes(file));
    assertEquals("rw-r-----", mode(file));
    assertEquals(List.of(file), listing());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void anEmptyFileAndALargeOneAreWritten(LocalShell localShell) throws Exception {
    var large = "0123456789abcdef".repeat(20_000);
    assertEquals(
        0,
        localShell.carryOut(write(folder.resolve("large"), FileContent.of(large), "0644")).exit());
    assertEquals(
        0, localShell.carryOut(write(folder.resolve("empty"), FileContent.of(""), "0644")).exit());
    assertEquals(large, Files.readString(folder.resolve("large")));
    assertEquals("", Files.readString(folder.resolve("empty")));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void validatorSeesExtensionOfFile(LocalShell localShell) throws Exception {
    var file = folder.resolve("web.d/web.service");
    Files.createDirectory(file.getParent());
    var asked = "case %s in */.runbook-*.service) ;; *) exit 1 ;; esac";
    var write =
        new Change.WriteFile(
            new HostPath(file.toString()),
            FileContent.of("x"),
            new FileMode(0644),
            Optional.empty(),
            Optional.empty(),
            Optional.of(asked),
            false);
    var shellOutput = localShell.carryOut(write);
    assertEquals(0, shellOutput.exit(), shellOutput.err());
    assertEquals("x", Files.readString(file));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void interruptedUploadKeepsOldFile(LocalShell localShell) throws Exception {
    var file = Files.writeString(folder.resolve("file"), "old");
    var uploadPart =
        (RequestPart.UploadPart)
            ChangeTranslator.of(write(file, FileContent.of("longer than that"), "0644"));
    var shellOutput =
        localShell.run(uploadPart.script(), new ByteArrayInputStream("longer".getBytes(UTF_8)));
    assertNotEquals(0, shellOutput.exit());
    assertTrue(shellOutput.err().contains("only 6 of 16 bytes"), shellOutput.err());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), listing());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void fullDiskKeepsOldFile(LocalShell localShell) throws Exception {
    var file = Files.writeString(folder.resolve("file"), "old");
    var uploadPart =
        (RequestPart.UploadPart)
            ChangeTranslator.of(write(file, FileContent.of("x".repeat(200_000)), "0644"));
    var limited = "trap '' XFSZ; ulimit -f 8\n" + uploadPart.script();
    try (var in = uploadPart.content().source().open()) {
      assertNotEquals(0, localShell.run(limited, in).exit());
    }
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), listing());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aTerminatedWriteLeavesNothingBehind(LocalShell localShell) throws Exception {
    var uploadPart =
        (RequestPart.UploadPart)
            ChangeTranslator.of(write(folder.resolve("file"), FileContent.of("12345"), "0644"));
    var words =
        Stream.concat(
                localShell.command().stream(),
                Stream.of("-c", SessionFunctions.text() + uploadPart.script()))
            .toList();
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write('1');
      in.flush();
      for (int i = 0; i < 1000 && listing().isEmpty(); i++) {
        Thread.sleep(10);
      }
      assertFalse(listing().isEmpty(), "the temporary file never came");
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    for (int i = 0; i < 1000 && !listing().isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertEquals(List.of(), listing());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aFolderIsNotOverwritten(LocalShell localShell) throws Exception {
    var there = Files.createDirectory(folder.resolve("there"));
    var link = Files.createSymbolicLink(folder.resolve("link"), there);
    for (var path : List.of(there, link)) {
      var shellOutput = localShell.carryOut(write(path, FileContent.of("x"), "0644"));
      assertNotEquals(0, shellOutput.exit());
      assertTrue(shellOutput.err().contains(path + " is a directory"), shellOutput.err());
    }
    try (var inside = Files.list(there)) {
      assertEquals(0, inside.count());
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void linkIsReplacedAndItsTargetIsKept(LocalShell localShell) throws Exception {
    var target = Files.writeString(folder.resolve("target"), "old");
    var link = Files.createSymbolicLink(folder.resolve("link"), target);
    var dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
    for (var path : List.of(link, dangling)) {
      assertEquals(0, localShell.carryOut(write(path, FileContent.of("new"), "0644")).exit());
      assertTrue(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
      assertEquals("new", Files.readString(path));
    }
    assertEquals("old", Files.readString(target));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void contentThatValidatorRejectsIsNotWritten(LocalShell localShell) throws Exception {
    var file = Files.writeString(folder.resolve("it's"), "old");
    var change =
        validated(file, FileContent.of("bad news"), "echo line 1 is bad; ! grep -q bad %s");
    var shellOutput = localShell.carryOut(change);
    assertNotEquals(0, shellOutput.exit());
    assertTrue(shellOutput.err().contains("line 1 is bad"), shellOutput.err());
    assertTrue(shellOutput.err().contains("refused by: echo line 1 is bad"), shellOutput.err());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), listing());

    assertEquals(
        0, localShell.carryOut(validated(file, FileContent.of("good"), "grep -q good %s")).exit());
    assertEquals("good", Files.readString(file));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void everyBackupIsKeptWithItsMode(LocalShell localShell) throws Exception {
    var file = folder.resolve("file");
    for (var text : List.of("1", "2", "3")) {
      assertEquals(0, localShell.carryOut(backedUp(file, text)).exit());
    }
    var kept = listing().stream().filter(path -> !path.equals(file)).toList();
    assertEquals(2, kept.size());
    for (var path : kept) {
      assertTrue(path.toString().matches("\\Q" + file + "\\E\\.\\d{8}T\\d{6}Z(-\\d+)?\\.bak"));
      assertEquals("rw-------", mode(path));
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void rootChangesOwnerBeforeFileIsReadable(LocalShell localShell) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a file away");
    var file = folder.resolve("file");
    var change =
        new Change.WriteFile(
            new HostPath(file.toString()),
            FileContent.of("x"),
            FileMode.of("4750"),
            Optional.of("daemon"),
            Optional.of("1"),
            Optional.empty(),
            false);
    assertEquals(0, localShell.carryOut(change).exit());
    assertEquals("daemon", Files.getOwner(file).getName());
    assertEquals(04750, (int) Files.getAttribute(file, "unix:mode") & 07777);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void fileMadeOnHostIsPutInPlaceWhenComplete(LocalShell localShell) throws Exception {
    var file = Files.writeString(folder.resolve("it's"), "old");
    var shellOutput =
        localShell.carryOut(made(file, "printf new > \"$t\"; cat \"$d\"; stat -c %a \"$t\""));
    assertEquals("old600\n", shellOutput.text());
    assertEquals("new", Files.readString(file));
    assertEquals("rwxr-x---", mode(file));
    assertEquals(List.of(file), listing());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void failedMakerKeepsOnlyOldFile(LocalShell localShell) throws Exception {
    var file = Files.writeString(folder.resolve("file"), "old");
    for (var maker : List.of("echo half > \"$t\"; die 'no more'", "echo half > \"$t\"; exit 7")) {
      var shellOutput = localShell.carryOut(made(file, maker));
      assertNotEquals(0, shellOutput.exit());
      assertEquals("old", Files.readString(file));
      assertEquals(List.of(file), listing());
    }
    assertEquals("no more\n", localShell.carryOut(made(file, "die 'no more'")).err());
  }

  private static Change.MakeFile made(Path file, String maker) {
    return new Change.MakeFile(
        new HostPath(file.toString()),
        new Script(maker),
        "make it",
        FileMode.of("0750"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private Change.WriteFile write(Path file, FileContent fileContent, String mode) {
    return change(file, fileContent, mode, Optional.empty(), false);
  }

  private Change.WriteFile validated(Path file, FileContent fileContent, String validate) {
    return change(file, fileContent, "0644", Optional.of(validate), false);
  }

  private Change.WriteFile backedUp(Path file, String text) {
    return change(file, FileContent.of(text), "0600", Optional.empty(), true);
  }

  private static Change.WriteFile change(
      Path file, FileContent fileContent, String mode, Optional<String> validate, boolean backup) {
    return new Change.WriteFile(
        new HostPath(file.toString()),
        fileContent,
        FileMode.of(mode),
        Optional.empty(),
        Optional.empty(),
        validate,
        backup);
  }

  private List<Path> listing() throws Exception {
    try (var paths = Files.list(folder)) {
      return paths.toList();
    }
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }
}
