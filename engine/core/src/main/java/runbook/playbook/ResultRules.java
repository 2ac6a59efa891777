package runbook.playbook;

import java.util.Optional;
import java.util.stream.Stream;
import runbook.value.Condition;

/**
 * Conditions on the result of a task that override its module.
 *
 * @param changed decides what counts as a change
 * @param failed decides what counts as a failure
 */
public record ResultRules(Optional<Condition> changed, Optional<Condition> failed) {

  /** The default: the module decides. */
  public static final ResultRules NONE = new ResultRules(Optional.empty(), Optional.empty());

  static ResultRules read(KeywordReader keywordReader) {
    return new ResultRules(
        keywordReader.condition("changed_when"), keywordReader.condition("failed_when"));
  }

  Stream<Condition> conditions() {
    return Stream.concat(changed.stream(), failed.stream());
  }
}
