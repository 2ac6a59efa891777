package runbook.module;

import java.util.List;

/** A part of a change, as shown to the user. */
public sealed interface Difference {

  /** A value before and after, such as {@code mode: 0644 → 0600}. */
  record ValueDifference(String what, String from, String to) implements Difference {}

  /** A text before and after; the report compares it line by line. */
  record TextDifference(String what, String before, String after) implements Difference {}

  /**
   * Two texts that have been compared.
   *
   * @param lines those of {@code diff -u}
   */
  record LinesDifference(String what, List<String> lines) implements Difference {}
}
