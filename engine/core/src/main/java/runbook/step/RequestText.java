package runbook.step;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import runbook.module.Fact;

/** Describes requests. */
final class RequestText {

  private RequestText() {}

  /**
   * Describes what is read by kind only: facts of several tasks are read together, and one of them
   * may be secret.
   */
  static String reading(List<? extends Fact<?>> facts) {
    var kinds =
        facts.stream()
            .collect(
                Collectors.groupingBy(
                    fact -> fact.getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
    return "read "
        + kinds.entrySet().stream()
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(Collectors.joining(", "));
  }

  static List<String> changing(ChangeRequest changeRequest, Target.TargetOptions targetOptions) {
    var actions = new ArrayList<String>();
    for (var change : changeRequest.changes()) {
      actions.add(
          targetOptions.isSecret()
              ? "a change that may show a secret"
              : ChangeRequest.describe(change));
    }
    var again = changeRequest.again().facts();
    if (!again.isEmpty()) {
      actions.add(reading(again));
    }
    return actions;
  }
}
