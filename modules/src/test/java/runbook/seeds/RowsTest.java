package runbook.seeds;

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
import runbook.testkit.Golden;

/** Which test holds which row, as the table beside the playbooks says it. */
class RowsTest {

  private static final Path TABLE = Path.of("..", "playbooks", "seeds", "README.md");
  private static final Map<String, TreeSet<String>> HELD = new TreeMap<>();
  private static final List<Row> ROWS = new ArrayList<>();

  @BeforeAll
  static void collect() throws IOException {
    try (var in = RowsTest.class.getResourceAsStream("rows.txt")) {
      ROWS.addAll(Row.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
    new ClassFileImporter()
        .importPackages("runbook")
        .forEach(type -> type.getMethods().forEach(RowsTest::note));
  }

  private static void note(JavaMethod method) {
    method
        .tryGetAnnotationOfType(Holds.class)
        .ifPresent(holds -> {
          for (var number : holds.value()) {
            HELD.computeIfAbsent(number, n -> new TreeSet<>())
                .add(method.getOwner().getSimpleName() + "." + method.getName());
          }
        });
  }

  @Test
  void noTestHoldsARowThatIsNotThereOrIsLeftOut() {
    var strays = new TreeSet<>(HELD.keySet());
    ROWS.stream()
        .filter(row -> row.leftOut().isEmpty())
        .forEach(row -> strays.remove(row.number()));
    assertEquals(new TreeSet<>(), strays);
  }

  @Test
  void everyRowIsHeldByATestOrLeftOut() {
    var open = new TreeSet<String>();
    ROWS.stream().filter(row -> row.leftOut().isEmpty()).forEach(row -> open.add(row.number()));
    open.removeAll(HELD.keySet());
    assertEquals(new TreeSet<>(), open);
  }

  @Test
  void noRowIsThereTwice() {
    assertEquals(ROWS.size(), ROWS.stream().map(Row::number).distinct().count());
  }

  @Test
  void theCommittedTableIsFresh() throws IOException {
    Golden.check(TABLE, table());
  }

  private static String table() {
    var text =
        new StringBuilder(
            """
            # What the tutorials require, and the tests for it

            Each of the five playbooks does what its tutorial describes, and fixes what the tutorial gets wrong (_fix_).
            `seed2-replace.yml` and `seed2-stacked.yml` do what tutorial 2 says about failed members. Each line is one
            requirement of the tutorial. `RowsTest` generates this page.
            """);
    char seed = ' ';
    for (var row : ROWS) {
      if (row.seed() != seed) {
        seed = row.seed();
        text.append(
            "\n## Seed %c\n\n| row | requirement | tests |\n|---|---|---|\n".formatted(seed));
      }
      text.append("| %s | %s | %s |\n".formatted(row.number(), what(row), tests(row)));
    }
    return text.toString();
  }

  private static String what(Row row) {
    return row.leftOut()
        .map(why -> "left out: " + why)
        .orElse(row.text().replace("fix:", "_fix:_"));
  }

  private static String tests(Row row) {
    if (row.leftOut().isPresent()) {
      return "–";
    }
    return String.join("<br>", HELD.getOrDefault(row.number(), new TreeSet<>()));
  }
}
