package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runbook.testkit.GoldenFile;

/** Checks that tests cover all rows, and that the table next to the playbooks lists them. */
class TutorialRowsTest {

  private static final Path TABLE = Path.of("..", "playbooks", "seeds", "README.md");
  private static final Map<String, TreeSet<String>> HELD = new TreeMap<>();
  private static final List<TutorialRow> ROWS = new ArrayList<>();

  @BeforeAll
  static void collect() throws IOException {
    try (var in = TutorialRowsTest.class.getResourceAsStream("rows.txt")) {
      ROWS.addAll(TutorialRow.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
    new ClassFileImporter()
        .importPackages("runbook")
        .forEach(type -> type.getMethods().forEach(TutorialRowsTest::note));
  }

  private static void note(JavaMethod method) {
    method
        .tryGetAnnotationOfType(CoversRows.class)
        .ifPresent(coversRows -> {
          for (var number : coversRows.value()) {
            HELD.computeIfAbsent(number, n -> new TreeSet<>())
                .add(method.getOwner().getSimpleName() + "." + method.getName());
          }
        });
  }

  @Test
  void testsCoverOnlyExistingRows() {
    var strays = new TreeSet<>(HELD.keySet());
    ROWS.stream()
        .filter(tutorialRow -> tutorialRow.leftOut().isEmpty())
        .forEach(tutorialRow -> strays.remove(tutorialRow.number()));
    assertEquals(new TreeSet<>(), strays);
  }

  @Test
  void everyRowIsCoveredOrLeftOut() {
    var open = new TreeSet<String>();
    ROWS.stream()
        .filter(tutorialRow -> tutorialRow.leftOut().isEmpty())
        .forEach(tutorialRow -> open.add(tutorialRow.number()));
    open.removeAll(HELD.keySet());
    assertEquals(new TreeSet<>(), open);
  }

  @Test
  void rowNumbersAreUnique() {
    assertEquals(ROWS.size(), ROWS.stream().map(TutorialRow::number).distinct().count());
  }

  @Test
  void committedTableIsUpToDate() throws IOException {
    GoldenFile.check(TABLE, table());
  }

  private static String table() {
    var text =
        new StringBuilder(
            """
            # What the tutorials require, and the tests for it

            Each of the five playbooks does what its tutorial describes, and fixes what the tutorial gets wrong (_fix_).
            `seed2-replace.yml` and `seed2-stacked.yml` do what tutorial 2 says about failed members. Each line is one
            requirement of the tutorial. `TutorialRowsTest` generates this page.
            """);
    char seed = ' ';
    for (var tutorialRow : ROWS) {
      if (tutorialRow.seed() != seed) {
        seed = tutorialRow.seed();
        text.append(
            "\n## Seed %c\n\n| row | requirement | tests |\n|---|---|---|\n".formatted(seed));
      }
      text.append(
          "| %s | %s | %s |\n"
              .formatted(tutorialRow.number(), what(tutorialRow), tests(tutorialRow)));
    }
    return text.toString();
  }

  private static String what(TutorialRow tutorialRow) {
    return tutorialRow
        .leftOut()
        .map(why -> "left out: " + why)
        .orElse(tutorialRow.text().replace("fix:", "_fix:_"));
  }

  private static String tests(TutorialRow tutorialRow) {
    if (tutorialRow.leftOut().isPresent()) {
      return "–";
    }
    return String.join("<br>", HELD.getOrDefault(tutorialRow.number(), new TreeSet<>()));
  }
}
