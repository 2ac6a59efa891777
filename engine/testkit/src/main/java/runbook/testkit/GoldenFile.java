package runbook.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares output with a reviewed file. {@code -Dbless=true} writes the file instead; review the
 * difference before you commit it.
 */
public final class GoldenFile {

  private GoldenFile() {}

  /**
   * Compares a text with the file, or writes the file when blessing.
   *
   * @param file a path below {@code src/test/resources} of the module under test
   */
  public static void check(Path file, String actual) throws IOException {
    if (Boolean.getBoolean("bless")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, actual, UTF_8);
      return;
    }
    if (!Files.exists(file)) {
      throw new AssertionError(
          "%s does not exist; review this and run again with -Dbless=true:%n%s"
              .formatted(file, actual));
    }
    var expected = Files.readString(file, UTF_8);
    if (!expected.equals(actual)) {
      throw new AssertionError(
          "%s differs (bless with -Dbless=true)%n--- expected%n%s--- actual%n%s"
              .formatted(file, expected, actual));
    }
  }
}
