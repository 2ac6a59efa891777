package runbook.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A text file and its name as the user knows it. Its lines are shown in snippets.
 *
 * @param isPrivate whether its lines are never shown
 */
public record Source(String name, String text, boolean isPrivate) {

  public Source(String name, String text) {
    this(name, text, false);
  }

  /** Reads a file named on the command line; adds a problem if it cannot be read. */
  public static Optional<Source> read(Path file, String name, Problems problems) {
    return TextFileReader.read(file, name, new Source(name, "").whole(), problems);
  }

  /** Reads a file named in another file; adds a problem there if it cannot be read. */
  public static Optional<Source> read(Path file, String name, Position named, Problems problems) {
    return TextFileReader.read(file, name, named, problems);
  }

  public List<String> lines() {
    return text.lines().toList();
  }

  /** Returns a line, counted from one; empty if there is no such line. */
  public String line(int number) {
    return number < 1 ? "" : text.lines().skip(number - 1L).findFirst().orElse("");
  }

  public Position at(int line, int column) {
    return new Position(this, line, column);
  }

  /** Returns the position of the whole source, for problems that concern all of it. */
  public Position whole() {
    return new Position(this, 0, 0);
  }

  /** Returns the name only: with the whole text, events would be unreadable. */
  @Override
  public String toString() {
    return name;
  }
}
