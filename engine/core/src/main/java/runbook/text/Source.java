package runbook.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A text file as it was read: the name the user knows it by, and its lines for the snippet of a
 * problem.
 */
public record Source(String name, String text) {

  /** Reads a file that was named on the command line; a problem if it cannot be read. */
  public static Optional<Source> read(Path file, String name, Problems problems) {
    return TextFileReader.read(file, name, new Source(name, "").whole(), problems);
  }

  /** Reads a file that another text names; a problem there if it cannot be read. */
  public static Optional<Source> read(Path file, String name, Position named, Problems problems) {
    return TextFileReader.read(file, name, named, problems);
  }

  public List<String> lines() {
    return text.lines().toList();
  }

  /** A line, counted from one; empty where the text has none. */
  public String line(int number) {
    return number < 1 ? "" : text.lines().skip(number - 1L).findFirst().orElse("");
  }

  public Position at(int line, int column) {
    return new Position(this, line, column);
  }

  /** The source itself, for what is wrong with all of it. */
  public Position whole() {
    return new Position(this, 0, 0);
  }

  /** The whole text in every event would drown the reader. */
  @Override
  public String toString() {
    return name;
  }
}
