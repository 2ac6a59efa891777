package runbook.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  private static final List<String> NAMES =
      List.of(
          "command", "copy", "fail", "file", "systemd", "template", "become_user", "db", "web1");

  @ParameterizedTest
  @CsvSource({
    "comand, command",
    "flie, file",
    "Template, template",
    "become-user, become_user",
    "systemctl, systemd",
    "bd, db",
    "web2, web1",
    "files, file",
    "fil, file",
    "fille, file",
    "fial, fail",
  })
  void closestWordIsSuggested(String word, String meant) {
    assertEquals(Optional.of(meant), Suggestion.closest(word, NAMES));
  }

  @ParameterizedTest
  @CsvSource({"x", "package", "apt", "''"})
  void nothingIsSuggestedIfNoWordIsClose(String word) {
    assertEquals(Optional.empty(), Suggestion.closest(word, NAMES));
  }

  @ParameterizedTest
  @CsvSource({"hst, host, hat, host", "fil, fail, file, file", "prot, port, prod, port"})
  void missingOrSwappedLetterIsCloserThanWrongOne(
      String word, String one, String other, String meant) {
    assertEquals(Optional.of(meant), Suggestion.closest(word, List.of(one, other)));
    assertEquals(Optional.of(meant), Suggestion.closest(word, List.of(other, one)));
  }

  @Test
  void swapOfNeighboursIsOneTypo() {
    assertEquals(1, Suggestion.distance("hosts", "hsots", 1, 1));
  }

  @Test
  void hintIsQuestion() {
    assertEquals("did you mean 'copy'?", Suggestion.hint("coppy", NAMES));
    assertEquals("", Suggestion.hint("zypper", NAMES));
  }
}
