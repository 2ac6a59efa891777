package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that {@code mvn -Pdist package} has built. */
record BuiltDistribution(List<Path> files) {

  private static final Path FOLDER = Path.of("../target/dist").toAbsolutePath().normalize();

  /** Skips the test if they have not been built. */
  static BuiltDistribution required() throws IOException {
    assumeTrue(
        Files.exists(FOLDER.resolve("SHA256SUMS")),
        "the archive was not built; build it with: mvn -Pdist -DskipTests package");
    try (var all = Files.list(FOLDER)) {
      return new BuiltDistribution(all.sorted().toList());
    }
  }

  /** Returns the only file whose name ends like this. */
  Path file(String ending) {
    var found = files.stream().filter(file -> file.toString().endsWith(ending)).toList();
    assertEquals(1, found.size(), found + " end with " + ending);
    return found.getFirst();
  }
}
