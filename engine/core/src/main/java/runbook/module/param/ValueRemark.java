package runbook.module.param;

import java.util.List;

/**
 * Something to be said of a value inside of a parameter.
 *
 * @param path where it stands: the names of maps and the numbers, from zero, in lists
 * @param hint what to write instead; empty when there is nothing better to say
 * @param meant what may have been meant by a word: the nearest takes the place of the hint
 */
public record ValueRemark(
    RemarkLevel remarkLevel,
    List<String> path,
    EntryPart entryPart,
    String message,
    String hint,
    List<String> meant) {

  /** How bad it is. */
  public enum RemarkLevel {
    /** Nothing is done before it is mended. */
    WRONG,
    /** The user is told. */
    DOUBTFUL
  }

  /** What of the entry is meant. */
  public enum EntryPart {
    NAME,
    VALUE
  }

  public ValueRemark {
    path = List.copyOf(path);
    meant = List.copyOf(meant);
  }

  public ValueRemark(
      RemarkLevel remarkLevel,
      List<String> path,
      EntryPart entryPart,
      String message,
      String hint) {
    this(remarkLevel, path, entryPart, message, hint, List.of());
  }
}
