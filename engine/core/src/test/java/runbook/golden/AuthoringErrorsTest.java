package runbook.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Snippet;
import runbook.text.Source;

/**
 * Compares the errors for {@code golden/errors/KIND/CASE.yml} with {@code CASE.txt} next to it. Run
 * with {@code -Dbless=true} to write the current output.
 */
class AuthoringErrorsTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/errors");

  @TestFactory
  Stream<DynamicTest> everyCaseIsRenderedAsExpected() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      var cases = files.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
      assertFalse(cases.isEmpty(), "there are no cases in " + FOLDER.toAbsolutePath());
      return cases.stream()
          .map(f -> DynamicTest.dynamicTest(FOLDER.relativize(f).toString(), () -> check(f)));
    }
  }

  private static void check(Path file) throws IOException {
    var rendered = render(file);
    assertFalse(rendered.isBlank(), "no problem was found");
    var expected = Path.of(file.toString().replaceFirst("\\.yml$", ".txt"));
    if (Boolean.getBoolean("bless")) {
      Files.writeString(expected, rendered);
    }
    assertTrue(Files.exists(expected), "no " + expected + ": run with -Dbless=true\n" + rendered);
    assertEquals(Files.readString(expected), rendered);
  }

  private static String render(Path file) {
    var problems = new Problems();
    var kind = CaseReaders.of(file.getParent().getFileName().toString());
    Source.read(file, file.getFileName().toString(), problems)
        .ifPresent(source -> kind.read(source, file, problems));
    return problems.all().stream()
        .map((Problem p) -> Snippet.of(p) + "\n")
        .collect(Collectors.joining("\n"));
  }
}
