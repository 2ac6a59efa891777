package runbook.module;

/** A part of a change, to be shown. */
public sealed interface Difference {

  /** {@code mode: 0644 → 0600}. */
  record ValueDifference(String what, String from, String to) implements Difference {}

  /** A text before and after; the view makes the line by line comparison. */
  record TextDifference(String what, String before, String after) implements Difference {}
}
