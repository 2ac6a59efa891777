package runbook.value;

import java.util.List;
import runbook.text.Position;

/**
 * Expressions that must all be true. A condition without expressions is true.
 *
 * @param expressions as written, each with its position
 */
public record Condition(List<Term> expressions) {

  public static final Condition ALWAYS = new Condition(List.of());

  /** Reports whether it depends on nothing and is certain to be valid. */
  public boolean isConstant() {
    return expressions.stream().allMatch(term -> List.of("true", "false").contains(term.text()));
  }

  /** One expression of a condition. */
  public record Term(Position at, String text) {}
}
