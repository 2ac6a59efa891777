package runbook.value;

import java.util.Optional;

/**
 * The result of a condition.
 *
 * @param unmet the first expression that is false; empty if all are true
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
