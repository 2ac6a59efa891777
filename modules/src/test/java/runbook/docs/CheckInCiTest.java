package runbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Runs the commands of runbook in the examples for GitHub and GitLab, which must be valid YAML. */
class CheckInCiTest {

  private static final String PAGE = "engine/docs/check-mode-in-ci.md";
  private static final int WOULD_CHANGE = 2;

  @TempDir Path folder;
  private RepositoryCopy repositoryCopy;

  @BeforeEach
  void project() throws IOException {
    repositoryCopy = RepositoryCopy.in(Files.createDirectory(folder.resolve("runbook")));
    Files.writeString(
        repositoryCopy.home().resolve("hosts.yml"),
        "all: { hosts: { here: { connection: local } } }\n");
    site("wanted");
  }

  private void site(String content) throws IOException {
    Files.writeString(
        repositoryCopy.home().resolve("site.yml"),
        """
        - hosts: all
          tasks:
            - copy: { content: "%s", dest: %s }
        """
            .formatted(content, folder.resolve("file")));
  }

  private static Object yaml(MarkdownBlock block) {
    return new Load(LoadSettings.builder().build()).loadFromString(block.text());
  }

  /** Returns all texts in a value that start the program, line by line. */
  private static Stream<String> commands(Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.values().stream().flatMap(CheckInCiTest::commands);
      case List<?> list -> list.stream().flatMap(CheckInCiTest::commands);
      case String text -> text.lines().filter(line -> line.startsWith("runbook "));
      case null, default -> Stream.of();
    };
  }

  private List<Integer> statuses(MarkdownBlock block) throws Exception {
    var statuses = new ArrayList<Integer>();
    for (var command : commands(yaml(block)).toList()) {
      var commandResult = repositoryCopy.run("PATH=$PWD:$PATH; " + command);
      assertTrue(
          commandResult.status() == 0 || commandResult.status() == WOULD_CHANGE,
          command + "\n" + commandResult.output());
      statuses.add(commandResult.status());
    }
    return statuses;
  }

  private static List<MarkdownBlock> pipelines() {
    return MarkdownBlock.of(PAGE).stream().filter(block -> block.info().equals("yaml")).toList();
  }

  @Test
  void examplesShowWhatWouldChangeAndFindDrift() throws Exception {
    var blocks = pipelines();
    assertEquals(2, blocks.size());
    // lint, check of a pull request, nightly check
    assertEquals(List.of(0, 0, WOULD_CHANGE), statuses(blocks.getFirst()));
    assertEquals(List.of(0, WOULD_CHANGE, WOULD_CHANGE), statuses(blocks.getLast()));
    var home = repositoryCopy.home();
    assertTrue(Files.readString(home.resolve("check.md")).contains("+wanted"));
    assertTrue(Files.readString(home.resolve("drift.xml")).contains("<failure"));
  }

  @Test
  void nothingIsReportedWhereNothingWouldChange() throws Exception {
    Files.writeString(folder.resolve("file"), "wanted");
    for (var block : pipelines()) {
      assertEquals(List.of(0, 0, 0), statuses(block));
    }
  }
}
