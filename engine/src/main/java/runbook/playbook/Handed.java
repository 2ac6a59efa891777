package runbook.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import runbook.value.Condition;
import runbook.yaml.Node;

/** What blocks hand down to what is in them. */
record Handed(Condition when, Map<String, Node> vars, Escalation become, Set<String> tags) {

  static final Handed NOTHING =
      new Handed(Condition.ALWAYS, Map.of(), Escalation.INHERITED, Set.of());

  /** With what stands at an element itself: conditions add up, the inner variable wins. */
  Handed with(Fields fields) {
    return new Handed(
        and(fields.condition("when").orElse(Condition.ALWAYS)),
        over(fields.variables("vars")),
        BecomeKeys.read(fields).within(become),
        and(fields.words("tags")));
  }

  private Condition and(Condition inner) {
    var all = new ArrayList<>(when.expressions());
    all.addAll(inner.expressions());
    return new Condition(all);
  }

  private Map<String, Node> over(Map<String, Node> inner) {
    var all = new LinkedHashMap<>(vars);
    all.putAll(inner);
    return all;
  }

  private Set<String> and(Set<String> inner) {
    var all = new LinkedHashSet<>(tags);
    all.addAll(inner);
    return all;
  }
}
