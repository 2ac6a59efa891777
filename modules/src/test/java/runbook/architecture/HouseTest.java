package runbook.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small files, explained packages, names that say something. */
final class HouseTest {

  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Abstract|Base|Context)\\w*\\.java");

  @Test
  void noFileIsLongerThanFourHundredLines() {
    var tooLong = sources("main", "test").stream().filter(file -> lines(file) > 400).toList();
    assertEquals(List.of(), tooLong);
  }

  @Test
  void halfOfTheFilesHaveAtMostEightyLines() {
    var sizes = sources("main").stream().map(HouseTest::lines).sorted().toList();
    long median = sizes.get(sizes.size() / 2);
    assertTrue(median <= 80, "the median file has " + median + " lines");
  }

  @Test
  void everyPackageSaysInASentenceWhatItIs() {
    var silent =
        sources("main").stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();
    assertEquals(List.of(), silent);
  }

  @Test
  void noNameIsAnEmptyWord() {
    var empty =
        sources("main").stream()
            .filter(file -> EMPTY_NAME.matcher(file.getFileName().toString()).matches())
            .toList();
    assertEquals(List.of(), empty);
  }

  private static List<Path> sources(String... kinds) {
    return Stream.of("engine/core", "engine/lab", "engine/testkit", "engine/cli", "modules")
        .flatMap(part -> Stream.of(kinds).map(kind -> Path.of("..", part, "src", kind, "java")))
        .filter(Files::isDirectory)
        .flatMap(HouseTest::javaFiles)
        .toList();
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
