package runbook.text;

import java.util.List;

/**
 * A text file as it was read: the name the user knows it by, and its lines for the snippet of a
 * problem.
 */
public record Source(String name, String text) {

  public List<String> lines() {
    return text.lines().toList();
  }

  public Position at(int line, int column) {
    return new Position(this, line, column);
  }

  /** The whole text in every event would drown the reader. */
  @Override
  public String toString() {
    return name;
  }
}
