package runbook.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnippetTest {

  private static String snippet(String text, int line, int column) {
    return Snippet.of(new Problem(new Source("site.yml", text).at(line, column), "wrong", ""));
  }

  private static String caretLine(String snippet) {
    return snippet.lines().skip(2).findFirst().orElseThrow();
  }

  @Test
  void snippetHasPositionLineCaretAndHint() {
    var source = new Source("site.yml", "- hosts: all\n  tsks: []\n");
    assertEquals(
        """
        site.yml:2:3: error: unknown keyword 'tsks'
          2 |   tsks: []
            |   ^
          hint: did you mean 'tasks'?\
        """,
        Snippet.of(
            new Problem(source.at(2, 3), "unknown keyword 'tsks'", "did you mean 'tasks'?")));
  }

  @Test
  void caretIsUnderColumnAfterTabs() {
    assertEquals("    | a:\t\t^", caretLine(snippet("a:\t\tb", 1, 5)).replace("|   ", "| a:"));
  }

  @Test
  void caretIsUnderColumnAfterWideAndCombiningCharacters() {
    assertEquals("    |     ^", caretLine(snippet("漢字x", 1, 3)));
    assertEquals("    |  ^", caretLine(snippet("e\u0301x", 1, 3)));
    assertEquals("    |   ^", caretLine(snippet("😀x", 1, 2)));
  }

  @Test
  void positionAfterEndOfLineIsShownAtItsEnd() {
    assertEquals("    |    ^", caretLine(snippet("abc", 1, 50)));
  }

  @Test
  void longLineIsCutAroundColumn() {
    var snippet = snippet("x".repeat(5000) + "!" + "y".repeat(5000), 1, 5001);
    var shown = snippet.lines().toList();
    assertTrue(shown.get(1).length() < 120, shown.get(1));
    assertEquals('!', shown.get(1).charAt(shown.get(2).indexOf('^')));
    assertTrue(shown.get(1).contains("…x") && shown.get(1).endsWith("y…"), shown.get(1));
  }

  @Test
  void problemOfWholeFileShowsNoLine() {
    var problem = new Problem(new Source("hosts.yml", "").whole(), "there is no such file", "");
    assertEquals("hosts.yml: error: there is no such file", Snippet.of(problem));
  }

  @Test
  void aSecretIsNotShown() {
    var snippet = snippet("password: !secret hunter2", 1, 11);
    assertFalse(snippet.contains("hunter2"), snippet);
    assertTrue(snippet.contains("password: !secret ********"), snippet);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "become_password: hunter2",
        "{ansible_ssh_pass: hunter2, prt: 22}",
        "{\"passphrase\":\"hunter2\", prt: 22}",
        "pw: !secret |\n  first\n  hunter2",
        "pw: !secret |\n    first\n\n  hunter2 further out",
        "pw: !secret \"first\n  hunter2 \\q",
        "password: |\n  hunter2",
      })
  void multilineSecretAndUnmarkedPasswordAreNotShown(String text) {
    int last = (int) text.lines().count();
    var snippet = snippet(text, last, 5);
    assertFalse(snippet.contains("hunter2"), snippet);
    assertTrue(snippet.contains("********"), snippet);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pw: !secrte hunter2",
        "pw: !Secret 'hunter2'",
        "pw: !secrethunter2",
        "pw: !secret\"hunter2\"",
        "- !sceret hunter2",
        "{a: 1, pw: !!secret hunter2}",
        "[a, !vault hunter2]",
      })
  void textAfterMistypedTagIsNotShown(String text) {
    var snippet = snippet(text, 1, 5);
    assertFalse(snippet.contains("hunter2"), snippet);
    assertTrue(snippet.contains("********"), snippet);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pw: !cel \"a + b\"", "when: a != b && !c", "- x: a!b c"})
  void textWithoutSecretTagIsShown(String text) {
    assertTrue(snippet(text, 1, 1).contains(text), snippet(text, 1, 1));
  }

  @Test
  void lineOfPrivateSourceIsNotShown() {
    var snippet = Snippet.of(new Problem(new Source("-e", "pw hunter2", true).at(1, 3), "m", ""));
    assertEquals("-e:1:3: error: m", snippet);
  }

  @Test
  void textAfterSecretIsShown() {
    assertTrue(snippet("a:\n  pw: !secret x\n  port: y", 3, 9).contains("port: y"));
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertFalse(snippet("a: \u001b[31mred", 1, 1).contains("\u001b"));
    assertFalse(snippet("a: \u202edesrever", 1, 1).contains("\u202e"));
  }
}
