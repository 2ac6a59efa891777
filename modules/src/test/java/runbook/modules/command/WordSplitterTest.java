package runbook.modules.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordSplitterTest {

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of(" \n", List.of()),
        Arguments.of("ls -l  /tmp\n", List.of("ls", "-l", "/tmp")),
        Arguments.of("a 'b c' \"d e\"", List.of("a", "b c", "d e")),
        Arguments.of("a'b c'\"d e\"f", List.of("ab cd ef")),
        Arguments.of("'' \"\"", List.of("", "")),
        Arguments.of("a\\ b \\' \\\\", List.of("a b", "'", "\\")),
        Arguments.of("\"a \\\" \\$x \\n\"", List.of("a \" $x \\n")),
        Arguments.of("'a \\ b'", List.of("a \\ b")),
        Arguments.of(
            "echo $HOME *.txt ~ `id` | x > y", // nothing of it means anything
            List.of("echo", "$HOME", "*.txt", "~", "`id`", "|", "x", ">", "y")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandIsSplitLikeInShellWithoutExpansion(String command, List<String> words) {
    assertEquals(words, WordSplitter.of(command));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 'b", "a \"b", "a \"b\\\"", "a\\"})
  void unfinishedCommandIsRefused(String command) {
    assertThrows(IllegalArgumentException.class, () -> WordSplitter.of(command));
  }
}
