package runbook.module.param;

import java.util.List;

/**
 * A remark about a value inside a parameter.
 *
 * @param path the location: keys of maps and zero-based indexes of lists
 * @param hint what to write instead; empty if there is nothing better
 * @param meant words that the user may have meant; the nearest replaces the hint
 */
public record ValueRemark(
    RemarkLevel remarkLevel,
    List<String> path,
    EntryPart entryPart,
    String message,
    String hint,
    List<String> meant) {

  /** The severity of a remark. */
  public enum RemarkLevel {
    /** Nothing runs until it is fixed. */
    WRONG,
    /** The user gets a warning. */
    DOUBTFUL
  }

  /** The part of the entry that the remark refers to. */
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
