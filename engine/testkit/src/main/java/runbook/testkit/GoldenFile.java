package runbook.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that a person has looked at and found right. A test compares; {@code -Dbless=true} writes
 * down what is there now, to be looked at in the difference before it is committed.
 */
public final class GoldenFile {

  private GoldenFile() {}

  /**
   * Compares with the file, or writes it when blessing.
   *
   * @param file below {@code src/test/resources} of the module under test
   */
  public static void check(Path file, String actual) throws IOException {
    if (Boolean.getBoolean("bless")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, actual, UTF_8);
      return;
    }
    if (!Files.exists(file)) {
      throw new AssertionError(
          "there is no %s; look at this and run again with -Dbless=true:%n%s"
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
