package runbook.plan;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.value.Scope;
import runbook.value.Unknown;
import runbook.value.Values;
import runbook.yaml.Node;

/** The host to which a task is delegated, as far as the variables of the moment tell. */
sealed interface Delegate {

  /** This machine, also when the inventory does not name it. */
  String LOCALHOST = "localhost";

  record Named(String host) implements Delegate {}

  record Unsure(String why) implements Delegate {}

  static Delegate of(Node.Scalar written, Scope scope, Problems problems) {
    var found = new Problems();
    var filled = Values.value(written, scope, found);
    problems.addAll(found);
    if (filled instanceof Unknown(String why)) {
      return new Unsure(why);
    }
    var hosts = hosts(scope);
    var name = String.valueOf(filled);
    if (name.equals(LOCALHOST) || hosts.contains(name)) {
      return new Named(name);
    }
    if (found.none()) {
      var near = Suggestion.hint(name, hosts);
      problems.add(
          written.at(),
          "'delegate_to' names no host of the inventory: '" + name + "'",
          near.isEmpty() ? "there is localhost, which is this machine" : near);
    }
    return new Unsure("the host to which it is delegated");
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
