package runbook.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import runbook.value.Condition;
import runbook.yaml.Node;

/**
 * What blocks hand down to what is in them.
 *
 * @param handlers the long names of a role's own handlers by their short ones
 */
public record Handed(
    Home home,
    Condition when,
    Map<String, Node> vars,
    Escalation become,
    Set<String> tags,
    Map<String, String> handlers) {

  public static Handed at(Home home) {
    return new Handed(home, Condition.ALWAYS, Map.of(), Escalation.INHERITED, Set.of(), Map.of());
  }

  /** With what stands at an element itself: conditions add up, the inner variable wins. */
  Handed with(Fields fields) {
    return new Handed(
        home,
        and(fields.condition("when").orElse(Condition.ALWAYS)),
        over(fields.variables("vars")),
        BecomeKeys.read(fields).within(become),
        and(fields.words("tags")),
        handlers);
  }

  /** The same from another place. */
  Handed in(Home other) {
    return new Handed(other, when, vars, become, tags, handlers);
  }

  /** With the variables of what is called, which the caller's own may hide. */
  Handed with(Map<String, Node> inner) {
    return new Handed(home, when, over(inner), become, tags, handlers);
  }

  /** The same for what runs only when it is called. */
  Handed unconditional() {
    return new Handed(home, Condition.ALWAYS, vars, become, Set.of(), handlers);
  }

  /** The condition alone: a play has the variables and the tags itself. */
  Handed asking() {
    return new Handed(home, when, Map.of(), Escalation.INHERITED, Set.of(), Map.of());
  }

  Handed calling(Map<String, String> ownHandlers) {
    return new Handed(home, when, vars, become, tags, ownHandlers);
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
