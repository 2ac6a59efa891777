package runbook.module.param;

import java.util.List;

/**
 * Something to be said of a value inside of a parameter.
 *
 * @param path where it stands: the names of maps and the numbers, from zero, in lists
 * @param hint what to write instead; empty when there is nothing better to say
 * @param meant what may have been meant by a word: the nearest takes the place of the hint
 */
public record Remark(
    Level level, List<String> path, Part part, String message, String hint, List<String> meant) {

  /** How bad it is. */
  public enum Level {
    /** Nothing is done before it is mended. */
    WRONG,
    /** The user is told. */
    DOUBTFUL
  }

  /** What of the entry is meant. */
  public enum Part {
    NAME,
    VALUE
  }

  public Remark {
    path = List.copyOf(path);
    meant = List.copyOf(meant);
  }

  public Remark(Level level, List<String> path, Part part, String message, String hint) {
    this(level, path, part, message, hint, List.of());
  }
}
