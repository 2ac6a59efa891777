package runbook.value;

import java.util.Optional;

/**
 * What a condition comes to.
 *
 * @param unmet the first of its expressions that is false; empty when all are true
 */
public record ConditionResult(Optional<String> unmet) {

  public static final ConditionResult TRUE = new ConditionResult(Optional.empty());

  public static ConditionResult unmet(String expression) {
    return new ConditionResult(Optional.of(expression));
  }

  public boolean isTrue() {
    return unmet.isEmpty();
  }

  public boolean isFalse() {
    return unmet.isPresent();
  }
}
