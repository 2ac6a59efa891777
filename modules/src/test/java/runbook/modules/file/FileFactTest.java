package runbook.modules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Fact.Detail;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.TestShells;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;
import runbook.modules.file.FileSurroundings.ParentState;
import runbook.testkit.FolderSnapshot;
import runbook.testkit.LocalShell;

class FileFactTest {

  @TempDir Path folder;

  static List<LocalShell> shells() {
    return TestShells.all();
  }

  static Stream<Arguments> shellsAndNames() {
    return shells().stream()
        .flatMap(localShell ->
            TestShells.ODD_NAMES.stream().map(name -> Arguments.of(localShell, name)));
  }

  @ParameterizedTest
  @MethodSource("shellsAndNames")
  void anyNameIsReadAndNothingIsChanged(LocalShell localShell, String name) throws Exception {
    var inside = Files.createDirectory(folder.resolve(name));
    var file = Files.writeString(inside.resolve(name), "text");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(inside.resolve("to " + name), Path.of(name));
    var before = FolderSnapshot.snapshot(folder);
    for (var detail : Detail.values()) {
      var seen = assertInstanceOf(Regular.class, look(localShell, file, detail).fileKind());
      assertEquals("0640", seen.fileAccess().fileMode().toString());
      assertEquals(Optional.of(FileContent.of("text")), seen.content());
      assertEquals(detail == Detail.TEXT, seen.content().get().text(100).isPresent());
      assertInstanceOf(Directory.class, look(localShell, inside, detail).fileKind());
      assertEquals(
          new Link(name, false), look(localShell, inside.resolve("to " + name), detail).fileKind());
      assertEquals(new Absent(), look(localShell, inside.resolve("no " + name), detail).fileKind());
    }
    assertEquals(before, FolderSnapshot.snapshot(folder));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void ownerAndParentOfNewFileAreRead(LocalShell localShell) throws Exception {
    var here = look(localShell, folder.resolve("new"), Detail.STATE).fileSurroundings();
    assertEquals(System.getProperty("user.name"), here.user().name());
    assertEquals(ParentState.OPEN, here.parentState());
    var nowhere = look(localShell, folder.resolve("no/new"), Detail.STATE);
    assertEquals(ParentState.MISSING, nowhere.fileSurroundings().parentState());
    assertEquals(new Absent(), nowhere.fileKind());
    var file = Files.writeString(folder.resolve("file"), "");
    var belowFile = look(localShell, file.resolve("new"), Detail.STATE);
    assertEquals(new Absent(), belowFile.fileKind());
    assertEquals(ParentState.MISSING, belowFile.fileSurroundings().parentState());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void newFileInheritsGroupOfSetgidDirectory(LocalShell localShell) throws Exception {
    assumeRoot();
    Files.setAttribute(folder, "unix:gid", 1);
    Files.setAttribute(folder, "unix:mode", 02755);
    assertEquals(
        "1", look(localShell, folder.resolve("new"), Detail.STATE).fileSurroundings().group().id());
    var own = assertInstanceOf(Directory.class, look(localShell, folder, Detail.STATE).fileKind());
    assertEquals("2755", own.fileAccess().fileMode().toString());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void userWithoutNameIsShownAsNumber(LocalShell localShell) throws Exception {
    assumeRoot();
    var file = Files.writeString(folder.resolve("file"), "");
    Files.setAttribute(file, "unix:uid", 54321);
    var fileOwner = look(localShell, file, Detail.STATE).access().orElseThrow().user();
    assertEquals(new FileOwner("54321", "54321"), fileOwner);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void specialFileIsOther(LocalShell localShell) throws Exception {
    assertInstanceOf(Other.class, look(localShell, Path.of("/dev/null"), Detail.TEXT).fileKind());
    assertInstanceOf(Directory.class, look(localShell, Path.of("/"), Detail.TEXT).fileKind());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void contentIsComparedWithoutDigestTool(LocalShell localShell) throws Exception {
    var file = Files.write(folder.resolve("file"), new byte[] {0, '\n', (byte) 255, '\n'});
    var query = new FileFact(path(file)).query(Detail.STATE).whole();
    var poor = query.replace("command -v \"$1\"", "false");
    var shellOutput = localShell.run(poor);
    var state = FileStateReader.read(new ScriptOutput(shellOutput.exit(), shellOutput.out()));
    var expected = FileContent.of(new byte[] {0, '\n', (byte) 255, '\n'});
    assertEquals(Optional.of(expected), ((Regular) state.fileKind()).content());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void concurrentlyMadeDirectoryIsAcceptedIfOwned(LocalShell localShell) throws Exception {
    var path = folder.resolve("new");
    var from = look(localShell, path, Detail.STATE);
    var fileAccess =
        new FileAccess(
            new FileMode(0750), from.fileSurroundings().user(), from.fileSurroundings().group());
    var to = from.with(new Directory(fileAccess, true));
    var change = new FileFact(path(path)).changes(from, to).getFirst();
    assertEquals(0, localShell.carryOut(change).exit());
    assertEquals(0, localShell.carryOut(change).exit(), "another was first");
    assertEquals(Optional.of(fileAccess), look(localShell, path, Detail.STATE).access());

    Files.delete(path);
    Files.createSymbolicLink(path, folder);
    assertTrue(
        localShell.carryOut(change).exit() != 0, "a link leads to who knows whose directory");
    Files.delete(path);
    Files.writeString(path, "");
    assertTrue(localShell.carryOut(change).err().contains("File exists"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void longTextIsNotFetched(LocalShell localShell) throws Exception {
    var text = "x".repeat(FileQuery.LONGEST_TEXT + 1);
    var file = Files.writeString(folder.resolve("file"), text);
    var fileContent =
        ((Regular) look(localShell, file, Detail.TEXT).fileKind()).content().orElseThrow();
    assertEquals(FileContent.of(text), fileContent);
    assertEquals(text.length(), fileContent.size());
    assertFalse(fileContent.text(Integer.MAX_VALUE).isPresent());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void missingPermissionIsReported(LocalShell localShell) throws Exception {
    assumeRoot();
    var closed = Files.createDirectory(folder.resolve("closed"));
    var secret = Files.writeString(closed.resolve("secret"), "s");
    Files.setAttribute(folder, "unix:mode", 0755);
    Files.setAttribute(closed, "unix:mode", 0700);
    var unprivileged = TestShells.as("nobody", localShell);
    var e = assertThrows(Unreadable.class, () -> look(unprivileged, secret, Detail.STATE));
    assertTrue(e.getMessage().endsWith("Permission denied"), e.getMessage());
    Files.setAttribute(closed, "unix:mode", 0755);
    Files.setAttribute(secret, "unix:mode", 0600);
    var seen = look(unprivileged, secret, Detail.TEXT);
    assertEquals(Optional.empty(), ((Regular) seen.fileKind()).content());
    assertEquals(ParentState.CLOSED, seen.fileSurroundings().parentState());
  }

  @ParameterizedTest
  @CsvSource({
    "-rw-r--r--, 0644",
    "drwxr-xr-x, 0755",
    "-rwsr-sr-x, 6755",
    "-rwSr-Sr--, 6644",
    "drwxrwxrwt, 1777",
    "drwxrwx--T, 1770",
    "-rw-rw-r--+, 0664",
    "-rw-------., 0600",
    "srwxr-x---, 0750",
    "----------, 0000"
  })
  void symbolicModeIsConverted(String letters, String mode) throws Unreadable {
    assertEquals(mode, FileStateReader.mode(letters).toString());
  }

  @Test
  void targetOfLinkIsShownAsOneLine() {
    assertEquals("a link to x\\nok: [etcd1]", new Link("x\nok: [etcd1]", false).toString());
  }

  @Test
  void outputOfAnotherKindIsRefused() {
    for (var text : List.of("", "uid=0(root) gid=0(root)\nopen\n\n", "hello\nopen\n\nabsent\n")) {
      var scriptOutput = new ScriptOutput(0, text.getBytes(StandardCharsets.UTF_8));
      assertThrows(Unreadable.class, () -> FileStateReader.read(scriptOutput));
    }
  }

  private static FileState look(LocalShell localShell, Path path, Detail detail) throws Unreadable {
    return localShell.look(new FileFact(path(path)), detail);
  }

  private static HostPath path(Path path) {
    return new HostPath(path.toString());
  }

  private static void assumeRoot() {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be someone else");
  }
}
