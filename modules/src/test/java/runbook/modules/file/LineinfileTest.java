package runbook.modules.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.param.ContentText;
import runbook.modules.LocalModuleRunner;
import runbook.modules.file.Lineinfile.WantedLineState;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

class LineinfileTest {

  @TempDir Path folder;

  /** Makes the module from parameters such as {@code line=x;regexp=^x}. */
  private Lineinfile asked(String words) {
    var said = new java.util.HashMap<String, String>();
    for (var word : words.split(";", -1)) {
      var both = word.strip().split("=", 2);
      said.put(both[0], both.length == 2 ? both[1] : "");
    }
    return asked(said);
  }

  private Lineinfile asked(Map<String, String> said) {
    return new Lineinfile(
        FileModules.host(folder.resolve("f")),
        Optional.ofNullable(said.get("line")).map(ContentText::of),
        said.containsKey("absent") ? WantedLineState.ABSENT : WantedLineState.PRESENT,
        Optional.ofNullable(said.get("regexp")),
        Optional.ofNullable(said.get("search")),
        said.containsKey("backrefs"),
        Optional.ofNullable(said.get("after")),
        Optional.ofNullable(said.get("before")),
        said.containsKey("first"),
        said.containsKey("create"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private LocalShell sh() {
    return LocalShell.installed().getFirst();
  }

  /** In texts {@code /} means the end of a line. */
  private static String text(String shown) {
    return shown.replace("/", "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a/b/a/     | line=c                          | a/b/a/c/
          a/b        | line=c                          | a/b/c/
          a/c/b/     | line=c                          | a/c/b/
          a1/b/a2/   | line=a3; regexp=^a              | a1/b/a3/
          a1/b/a2/   | line=a3; regexp=^a; first       | a3/b/a2/
          a1/b/a2/   | line=c; regexp=^a               | a1/b/c/
          a1/b/a2    | line=c; regexp=^a               | a1/b/c
          a.b/axb/   | line=c; search=.b               | c/axb/
          b/         | line=a; regexp=^a               | b/a/
          a/b/a/c/   | line=x; after=^a                | a/b/a/x/c/
          a/b/a/c/   | line=x; after=^a; first         | a/x/b/a/c/
          a/b/a/c/   | line=x; before=^a               | a/b/x/a/c/
          a/b/       | line=x; before=BOF              | x/a/b/
          a/b/       | line=x; after=EOF               | a/b/x/
          a/b/       | line=x; before=^z               | a/b/x/
          a/b        | line=x; after=b                 | a/b/x/
          n=1/m=2/   | line=n=9; regexp=^n=; after=^m  | n=9/m=2/
          '  k: v/'  | line=\\1k: w; regexp=^( *)k:.*; backrefs | '  k: w/'
          '  k: v/'  | line=\\g<p>k: \\2\\\\2; regexp=^(?P<p> *)k: (v)$; backrefs | '  k: v\\2/'
          z/         | line=\\1; regexp=^(a); backrefs | z/
          a/b/a/     | absent; line=a                  | b/
          a1/b/a2    | absent; regexp=^a               | b/
          a.b/axb/   | absent; search=.b               | axb/
          b/         | absent; line=a                  | b/
          """)
  void lineIsPutInPlaceOnce(String before, String words, String after) throws Exception {
    var file = Files.writeString(folder.resolve("f"), text(before));
    var check = LocalModuleRunner.check(sh()).call(asked(words));
    assertEquals(text(before), Files.readString(file));
    var run = LocalModuleRunner.run(sh()).call(asked(words));
    assertEquals(text(after), Files.readString(file));
    assertEquals(check.differences(), run.differences());
    assertEquals(!before.equals(after), run.changed());
    assertFalse(LocalModuleRunner.run(sh()).call(asked(words)).changed());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void allOtherBytesAreLeftAlone(LocalShell localShell) throws Exception {
    var before = "one\r\n\ttwo  \r\n\nthree\\n'$x'\u00e9\u2028four";
    var file = Files.writeString(folder.resolve("f"), before);
    assertTrue(LocalModuleRunner.run(localShell).call(asked("line=2; regexp=two")).changed());
    assertEquals(before.replace("\ttwo  ", "2"), Files.readString(file));
    assertTrue(LocalModuleRunner.run(localShell).call(asked("absent; line=2")).changed());
    assertTrue(LocalModuleRunner.run(localShell).call(asked("line=last")).changed());
    assertEquals(before.replace("\ttwo  \r\n", "") + "\r\nlast\r\n", Files.readString(file));
  }

  private String refused(String words) {
    var failed =
        assertThrows(StepFailed.class, () -> LocalModuleRunner.check(sh()).call(asked(words)));
    return failed.failure().message() + " | " + failed.failure().hint();
  }

  @Test
  void missingFileIsMadeOnlyOnRequest() throws Exception {
    assertTrue(refused("line=a").endsWith("f does not exist | add 'create: true' to make it"));
    assertFalse(LocalModuleRunner.run(sh()).call(asked("absent; line=a")).changed());
    assertTrue(LocalModuleRunner.run(sh()).call(asked("line=a; create")).changed());
    assertEquals("a\n", Files.readString(folder.resolve("f")));
  }

  @Test
  void binaryFileIsNotChanged() throws Exception {
    byte[] bytes = {0, (byte) 0xff, '\n'};
    Files.write(folder.resolve("f"), bytes);
    assertTrue(refused("line=a").contains("is not a UTF-8 text"));
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("f")));
    Files.delete(folder.resolve("f"));
    Files.createDirectory(folder.resolve("f"));
    assertTrue(refused("line=a").contains("is not a file"));
    Files.delete(folder.resolve("f"));
    Files.createSymbolicLink(folder.resolve("f"), folder.resolve("g"));
    assertTrue(refused("line=a").contains("is a link: give the path it leads to"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a/    | line=x\\1; regexp=^(.*)$; backrefs
          a/ab/ | line=x; regexp=^(a); backrefs
          """)
  void parametersThatNeverSettleAreRefused(String before, String words) throws Exception {
    Files.writeString(folder.resolve("f"), text(before));
    assertTrue(refused(words).contains("every play would change"), words);
  }

  @Test
  void severalAddedLinesArePredicted() throws Exception {
    var check = LocalModuleRunner.check(sh());
    var run = LocalModuleRunner.run(sh());
    var copy = FileModules.copy(folder.resolve("f"), "a\n");
    for (var localModuleRunner : java.util.List.of(check, run)) {
      assertTrue(localModuleRunner.call(copy).changed());
      assertTrue(localModuleRunner.call(asked("line=b")).changed());
      assertFalse(localModuleRunner.call(asked("line=b")).changed());
      assertTrue(localModuleRunner.call(copy).changed(), "it is seen that the line was added");
      assertFalse(localModuleRunner.call(copy).changed());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          line=a; regexp=a; search=b | give 'regexp' or 'search_string', not both
          line=a; after=a; before=b  | give 'insertafter' or 'insertbefore', not both
          regexp=a                   | 'line' is missing; with 'state: absent', 'regexp' or 'search_string' can take its place
          absent                     | 'line' is missing; with 'state: absent', 'regexp' or 'search_string' can take its place
          line=a; backrefs           | 'backrefs' needs a 'regexp'
          line=a; regexp=(           | 'regexp' is not a regular expression of RE2, which knows neither look-around nor references to groups: missing closing )
          """)
  void invalidParametersAreRefused(String words, String message) {
    var refused = assertThrows(IllegalArgumentException.class, () -> asked(words));
    assertEquals(message, refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> asked(Map.of("line", "two\nlines")));
  }
}
