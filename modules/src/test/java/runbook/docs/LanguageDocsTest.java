package runbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import runbook.cli.Main;
import runbook.inventory.ConnectionSetting;
import runbook.schema.Keyword;
import runbook.schema.Keywords;
import runbook.value.VariableNames;

/** Checks that the documents are complete and list the exit statuses of the program. */
class LanguageDocsTest {

  private static final String LANGUAGE = MarkdownBlock.text("engine/docs/language.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+) \\| (.*) \\|$", Pattern.MULTILINE);

  @Test
  void everyKeywordIsExplained() {
    var keywords =
        Stream.of(
                Keywords.PLAY,
                Keywords.IMPORT_PLAYBOOK,
                Keywords.ROLE,
                Keywords.INCLUDE,
                Keywords.INCLUDED_FILE,
                Keywords.INCLUDED_ROLE,
                Keywords.TASK,
                Keywords.BLOCK,
                Keywords.BARRIER_ELEMENT,
                Keywords.BARRIER,
                Keywords.ROLLING)
            .flatMap(List::stream)
            .map(Keyword::name);
    assertEquals(List.of(), missing(keywords));
  }

  @Test
  void everyBuiltInVariableIsExplained() {
    assertEquals(List.of(), missing(VariableNames.RESERVED.stream()));
  }

  @Test
  void everyConnectionSettingIsExplained() {
    assertEquals(
        List.of(), missing(Arrays.stream(ConnectionSetting.values()).map(ConnectionSetting::key)));
    var strangers =
        Pattern.compile("ansible_\\w+")
            .matcher(LANGUAGE)
            .results()
            .map(match -> match.group())
            .filter(name -> ConnectionSetting.of(name).isEmpty())
            .toList();
    assertEquals(List.of(), strangers);
  }

  @Test
  void documentedExitStatusesAreCorrect() {
    var written = new TreeMap<Integer, String>();
    ROW.matcher(MarkdownBlock.text("engine/docs/exit-codes.md"))
        .results()
        .forEach(row -> written.put(Integer.parseInt(row.group(1)), row.group(2)));
    var told = new TreeMap<>(Map.of(130, "interrupted", 143, "terminated"));
    for (var line : Main.class.getAnnotation(Command.class).exitCodeList()) {
      var parts = line.split(":", 2);
      told.putIfAbsent(Integer.parseInt(parts[0]), parts[1]);
    }
    assertEquals(told, written);
  }

  private static List<String> missing(Stream<String> words) {
    return words
        .distinct()
        .filter(word -> !Pattern.compile("\\b" + word + "\\b").matcher(LANGUAGE).find())
        .toList();
  }
}
