package runbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.cli.Main;

/** Checks that the commands in the README work in a copy of the repository, from top to bottom. */
class ReadmeTest {

  private static final String README = "README.md";
  private static final int BUSY = 75;

  @TempDir private static Path folder;

  private static RepositoryCopy repositoryCopy;

  @BeforeAll
  static void copy() throws IOException {
    repositoryCopy = RepositoryCopy.in(Files.createDirectory(folder.resolve("runbook")));
    for (var block : MarkdownBlock.of(README)) {
      var name = Pattern.compile("# (\\S+\\.yml)\\n").matcher(block.text());
      if (name.lookingAt()) {
        Files.writeString(repositoryCopy.home().resolve(name.group(1)), elsewhere(block.text()));
      }
    }
  }

  /** Also runs after a failure: without its folder, a lab could not be removed. */
  @AfterAll
  static void down() throws Exception {
    for (var name : List.of("demo", "default")) {
      var commandResult = repositoryCopy.run("./runbook lab down --name " + name);
      assertEquals(0, commandResult.status(), commandResult.output());
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void everyCommandSucceeds() throws Exception {
    var commands =
        MarkdownBlock.of(README).stream()
            .filter(block -> block.info().equals("sh"))
            .flatMap(block -> block.text().lines())
            .toList();
    assertTrue(commands.getFirst().startsWith("./runbook demo"), "it comes first");
    for (var command : commands) {
      var commandResult = repositoryCopy.run(elsewhere(command));
      // This machine is a host here: wait while other runs work on it.
      for (int i = 0; commandResult.status() == BUSY && i < 20; i++) {
        Thread.sleep(3000);
        commandResult = repositoryCopy.run(elsewhere(command));
      }
      assertEquals(0, commandResult.status(), command + "\n" + commandResult.output());
    }
  }

  @Test
  void everyCommandIsInTheTable() {
    var text = MarkdownBlock.text(README);
    var missing =
        Main.commandNames().stream().filter(name -> !text.contains("| `" + name + "` |")).toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void everyLinkHasTarget() throws IOException {
    try (var files = Files.walk(MarkdownBlock.HOME, 4)) {
      var lost =
          files
              .filter(f -> f.toString().endsWith(".md") && !f.toString().contains("/target/"))
              .flatMap(ReadmeTest::lostLinks)
              .toList();
      assertEquals(List.of(), lost);
    }
  }

  private static java.util.stream.Stream<String> lostLinks(Path file) {
    var text = MarkdownBlock.text(MarkdownBlock.HOME.relativize(file).toString());
    return Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)")
        .matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://"))
        .filter(link -> !Files.exists(file.resolveSibling(link)))
        .map(link -> file + ": " + link);
  }

  /** Tests that run at the same time must not share folders in /tmp. */
  private static String elsewhere(String text) {
    return text.replace("/tmp/", folder + "/");
  }
}
