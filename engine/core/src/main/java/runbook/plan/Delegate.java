package runbook.plan;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.value.Scope;
import runbook.value.Values;
import runbook.yaml.Node;

/** Tells the host to which a task is delegated. */
final class Delegate {

  /** This machine, also when the inventory does not name it. */
  static final String LOCALHOST = "localhost";

  private Delegate() {}

  static Knowledge<String> of(Node.Scalar written, Scope scope, Problems problems) {
    return Values.known(written, scope, problems)
        .flatMap(filled -> named(written, String.valueOf(filled), hosts(scope), problems));
  }

  private static Knowledge<String> named(
      Node.Scalar written, String name, Set<String> hosts, Problems problems) {
    if (name.equals(LOCALHOST) || hosts.contains(name)) {
      return new Known<>(name);
    }
    var near = Suggestion.hint(name, hosts);
    problems.add(
        written.at(),
        "'delegate_to' names no host of the inventory: '" + name + "'",
        near.isEmpty() ? "there is localhost, which is this machine" : near);
    return Invalid.told();
  }

  private static Set<String> hosts(Scope scope) {
    return scope.has("hostvars")
            && scope.value("hostvars", new Problems()) instanceof Map<?, ?> hosts
        ? hosts.keySet().stream()
            .map(Object::toString)
            .collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }
}
