package runbook.value;

import java.util.List;
import runbook.text.Position;

/**
 * Expressions that must all be true; none at all is true.
 *
 * @param expressions as written, each with its place
 */
public record Condition(List<Term> expressions) {

  public static final Condition ALWAYS = new Condition(List.of());

  /** One expression of a condition. */
  public record Term(Position at, String text) {}
}
