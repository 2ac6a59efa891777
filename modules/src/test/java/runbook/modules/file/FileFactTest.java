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
import runbook.module.Answer;
import runbook.module.Fact.Detail;
import runbook.module.Unreadable;
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;
import runbook.modules.Shells;
import runbook.modules.file.Around.Parent;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;
import runbook.testkit.FileTree;
import runbook.testkit.Sh;

class FileFactTest {

  @TempDir Path folder;

  static List<Sh> shells() {
    return Shells.all();
  }

  static Stream<Arguments> shellsAndNames() {
    return shells().stream()
        .flatMap(sh -> Shells.ODD_NAMES.stream().map(name -> Arguments.of(sh, name)));
  }

  @ParameterizedTest
  @MethodSource("shellsAndNames")
  void looksAtWhateverItIsCalledAndChangesNothing(Sh sh, String name) throws Exception {
    var inside = Files.createDirectory(folder.resolve(name));
    var file = Files.writeString(inside.resolve(name), "text");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(inside.resolve("to " + name), Path.of(name));
    var before = FileTree.snapshot(folder);
    for (var detail : Detail.values()) {
      var seen = assertInstanceOf(Regular.class, look(sh, file, detail).thing());
      assertEquals("0640", seen.access().mode().toString());
      assertEquals(Optional.of(Content.of("text")), seen.content());
      assertEquals(detail == Detail.TEXT, seen.content().get().text(100).isPresent());
      assertInstanceOf(Directory.class, look(sh, inside, detail).thing());
      assertEquals(new Link(name, false), look(sh, inside.resolve("to " + name), detail).thing());
      assertEquals(new Absent(), look(sh, inside.resolve("no " + name), detail).thing());
    }
    assertEquals(before, FileTree.snapshot(folder));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void knowsWhoWouldOwnANewFileAndWhetherThereCanBeOne(Sh sh) throws Exception {
    var here = look(sh, folder.resolve("new"), Detail.STATE).around();
    assertEquals(System.getProperty("user.name"), here.user().name());
    assertEquals(Parent.OPEN, here.parent());
    var nowhere = look(sh, folder.resolve("no/new"), Detail.STATE);
    assertEquals(Parent.MISSING, nowhere.around().parent());
    assertEquals(new Absent(), nowhere.thing());
    var file = Files.writeString(folder.resolve("file"), "");
    var belowFile = look(sh, file.resolve("new"), Detail.STATE);
    assertEquals(new Absent(), belowFile.thing());
    assertEquals(Parent.MISSING, belowFile.around().parent());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aDirectoryWithSetgidPassesItsGroupOn(Sh sh) throws Exception {
    assumeRoot();
    Files.setAttribute(folder, "unix:gid", 1);
    Files.setAttribute(folder, "unix:mode", 02755);
    assertEquals("1", look(sh, folder.resolve("new"), Detail.STATE).around().group().id());
    var own = assertInstanceOf(Directory.class, look(sh, folder, Detail.STATE).thing());
    assertEquals("2755", own.access().mode().toString());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aNumberStandsForAUserWithoutAName(Sh sh) throws Exception {
    assumeRoot();
    var file = Files.writeString(folder.resolve("file"), "");
    Files.setAttribute(file, "unix:uid", 54321);
    var owner = look(sh, file, Detail.STATE).access().orElseThrow().user();
    assertEquals(new Owner("54321", "54321"), owner);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void whatIsNeitherFileNorDirectoryIsOther(Sh sh) throws Exception {
    assertInstanceOf(Other.class, look(sh, Path.of("/dev/null"), Detail.TEXT).thing());
    assertInstanceOf(Directory.class, look(sh, Path.of("/"), Detail.TEXT).thing());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void withoutAToolForDigestsTheContentItselfIsLookedAt(Sh sh) throws Exception {
    var file = Files.write(folder.resolve("file"), new byte[] {0, '\n', (byte) 255, '\n'});
    var query = new FileFact(path(file)).query(Detail.STATE).whole();
    var poor = query.replace("command -v \"$1\"", "false");
    var output = sh.run(poor);
    var state = FileAnswer.read(new Answer(output.exit(), output.out()));
    var expected = Content.of(new byte[] {0, '\n', (byte) 255, '\n'});
    assertEquals(Optional.of(expected), ((Regular) state.thing()).content());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aDirectoryThatIsMadeMeanwhileIsAsGoodIfItIsOurs(Sh sh) throws Exception {
    var path = folder.resolve("new");
    var from = look(sh, path, Detail.STATE);
    var access = new Access(new Mode(0750), from.around().user(), from.around().group());
    var to = from.with(new Directory(access, true));
    var change = new FileFact(path(path)).changes(from, to).getFirst();
    assertEquals(0, sh.carryOut(change).exit());
    assertEquals(0, sh.carryOut(change).exit(), "another was first");
    assertEquals(Optional.of(access), look(sh, path, Detail.STATE).access());

    Files.delete(path);
    Files.createSymbolicLink(path, folder);
    assertTrue(sh.carryOut(change).exit() != 0, "a link leads to who knows whose directory");
    Files.delete(path);
    Files.writeString(path, "");
    assertTrue(sh.carryOut(change).err().contains("File exists"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aLongTextIsNotFetched(Sh sh) throws Exception {
    var text = "x".repeat(FileQuery.LONGEST_TEXT + 1);
    var file = Files.writeString(folder.resolve("file"), text);
    var content = ((Regular) look(sh, file, Detail.TEXT).thing()).content().orElseThrow();
    assertEquals(Content.of(text), content);
    assertEquals(text.length(), content.size());
    assertFalse(content.text(Integer.MAX_VALUE).isPresent());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void whatAnotherUserMayNotSeeIsSaid(Sh sh) throws Exception {
    assumeRoot();
    var closed = Files.createDirectory(folder.resolve("closed"));
    var secret = Files.writeString(closed.resolve("secret"), "s");
    Files.setAttribute(folder, "unix:mode", 0755);
    Files.setAttribute(closed, "unix:mode", 0700);
    var nobody = Shells.as("nobody", sh);
    var e = assertThrows(Unreadable.class, () -> look(nobody, secret, Detail.STATE));
    assertTrue(e.getMessage().endsWith("Permission denied"), e.getMessage());
    Files.setAttribute(closed, "unix:mode", 0755);
    Files.setAttribute(secret, "unix:mode", 0600);
    var seen = look(nobody, secret, Detail.TEXT);
    assertEquals(Optional.empty(), ((Regular) seen.thing()).content());
    assertEquals(Parent.CLOSED, seen.around().parent());
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
  void lettersBecomeAMode(String letters, String mode) throws Unreadable {
    assertEquals(mode, FileAnswer.mode(letters).toString());
  }

  @Test
  void outputOfAnotherKindIsRefused() {
    for (var text : List.of("", "uid=0(root) gid=0(root)\nopen\n\n", "hello\nopen\n\nabsent\n")) {
      var answer = new Answer(0, text.getBytes(StandardCharsets.UTF_8));
      assertThrows(Unreadable.class, () -> FileAnswer.read(answer));
    }
  }

  private static FileState look(Sh sh, Path path, Detail detail) throws Unreadable {
    return sh.look(new FileFact(path(path)), detail);
  }

  private static HostPath path(Path path) {
    return new HostPath(path.toString());
  }

  private static void assumeRoot() {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be someone else");
  }
}
