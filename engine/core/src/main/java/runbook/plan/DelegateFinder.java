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
import runbook.value.ValueResolver;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/** Resolves {@code delegate_to} to a host. */
final class DelegateFinder {

  /** This machine, even if the inventory does not list it. */
  static final String LOCALHOST = "localhost";

  private DelegateFinder() {}

  static Knowledge<String> of(Node.Scalar written, VariableScope variableScope, Problems problems) {
    return ValueResolver.known(written, variableScope, problems)
        .flatMap(filled -> named(written, String.valueOf(filled), hosts(variableScope), problems));
  }

  private static Knowledge<String> named(
      Node.Scalar written, String name, Set<String> hosts, Problems problems) {
    if (name.equals(LOCALHOST) || hosts.contains(name)) {
      return new Known<>(name);
    }
    var near = Suggestion.hint(name, hosts);
    problems.add(
        written.at(),
        "'delegate_to' is not a host of the inventory: '" + name + "'",
        near.isEmpty() ? "use localhost for this machine" : near);
    return Invalid.reported();
  }

  private static Set<String> hosts(VariableScope variableScope) {
    return variableScope.has("hostvars")
            && variableScope.value("hostvars", new Problems()) instanceof Map<?, ?> hosts
        ? hosts.keySet().stream()
            .map(Object::toString)
            .collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }
}
