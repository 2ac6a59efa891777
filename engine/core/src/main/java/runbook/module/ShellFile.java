package runbook.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A file of shell functions, such as {@code account.sh}, in the resources of a class's package.
 *
 * <p>A script that calls one of its functions includes the whole file, once per request however
 * many scripts use it. Comments and empty lines are removed. The same shell reads all files of a
 * request, so each function needs a unique name.
 */
public final class ShellFile {

  private final Class<?> owner;
  private final String name;
  private volatile String text;

  private ShellFile(Class<?> owner, String name) {
    this.owner = owner;
    this.name = name;
  }

  /** The file is read when its text is first needed. */
  public static ShellFile beside(Class<?> owner, String name) {
    return new ShellFile(owner, name);
  }

  /** Returns a call of a function with the values as its arguments, each quoted as one word. */
  public Script call(String function, Object... values) {
    var places = IntStream.range(0, values.length).mapToObj(_ -> " {}");
    return Script.of(function + places.collect(Collectors.joining()), values).sharing(this);
  }

  /** Returns the text sent to the host, with a line break at the end. */
  public String text() {
    if (text == null) {
      text = sent(read());
    }
    return text;
  }

  /**
   * Removes comments and empty lines, and byte order marks and carriage returns that editors add.
   */
  static String sent(String written) {
    return written
        .replaceFirst("^\uFEFF", "")
        .lines()
        .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String read() {
    try (var in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "there is no %s among the resources of %s".formatted(name, owner.getPackageName()));
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
