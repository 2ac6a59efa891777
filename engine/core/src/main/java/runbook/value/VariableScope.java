package runbook.value;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import runbook.knowledge.Unknown;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/**
 * The variables that can be seen at one place, in layers of which the uppermost wins.
 *
 * <p>A variable is a String, Boolean, null, number, List, Map, {@link Unknown}, a {@link Node} that
 * is resolved when it is first used and with the variables of the place that uses it, or another
 * scope, which stands for the map of its variables.
 */
public final class VariableScope {

  /** The name under which an expression finds all variables as a map. */
  public static final String ALL = "vars";

  private final Optional<VariableScope> outer;
  private final Map<String, Object> layer;
  private final Map<String, Object> pinned;
  private final Map<String, Object> weakest;
  private final SecretMasker secretMasker;
  private final Map<String, Resolved> resolved = new ConcurrentHashMap<>();

  /** What a variable came to, with what was wrong about it, said to each who uses it. */
  private record Resolved(Optional<Object> value, List<Problem> problems) {}

  private VariableScope(
      Optional<VariableScope> outer,
      Map<String, Object> layer,
      Map<String, Object> pinned,
      Map<String, Object> weakest,
      SecretMasker secretMasker) {
    this.outer = outer;
    this.layer = layer;
    this.pinned = pinned;
    this.weakest = weakest;
    this.secretMasker = secretMasker;
  }

  public static VariableScope of(Map<String, ?> values) {
    return of(values, new SecretMasker());
  }

  /**
   * The same, where the secrets among the values are made known.
   *
   * @param secretMasker gets every value that is tagged a secret, when it is resolved
   */
  public static VariableScope of(Map<String, ?> values, SecretMasker secretMasker) {
    return new VariableScope(Optional.empty(), copy(values), Map.of(), Map.of(), secretMasker);
  }

  public VariableScope with(String name, Object value) {
    return with(Collections.singletonMap(name, value));
  }

  public VariableScope with(Map<String, ?> values) {
    return values.isEmpty()
        ? this
        : new VariableScope(Optional.of(this), copy(values), pinned, weakest, secretMasker);
  }

  /** Values that no later layer hides. */
  public VariableScope withPinned(Map<String, ?> values) {
    var all = new HashMap<>(pinned);
    all.putAll(values);
    return new VariableScope(Optional.of(this), Map.of(), all, weakest, secretMasker);
  }

  /** Values that every layer hides; among themselves the later ones win. */
  public VariableScope withWeakest(Map<String, ?> values) {
    if (values.isEmpty()) {
      return this;
    }
    var all = new HashMap<>(weakest);
    all.putAll(values);
    return new VariableScope(Optional.of(this), Map.of(), pinned, all, secretMasker);
  }

  public boolean has(String name) {
    return name.equals(ALL) || holder(name).isPresent();
  }

  /** The names of all variables, in the order of the alphabet. */
  public Set<String> names() {
    var names = new TreeSet<>(pinned.keySet());
    names.addAll(weakest.keySet());
    for (var scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
      names.addAll(scope.get().layer.keySet());
    }
    return names;
  }

  /**
   * The resolved value of a variable that is there; unknown when it has a problem.
   *
   * @throws IllegalArgumentException when there is no such variable
   */
  public Object value(String name, Problems problems) {
    if (!has(name)) {
      throw new IllegalArgumentException("no variable " + name);
    }
    var valueResolution = new ValueResolution();
    var value = value(name, valueResolution, () -> position(name));
    valueResolution.tell(problems);
    return value;
  }

  /** What a name stands for, or a problem at the place that uses it. */
  Object value(String name, ValueResolution valueResolution, Supplier<Position> user) {
    if (name.equals(ALL)) {
      return this;
    }
    var holder = holder(name);
    if (holder.isEmpty()) {
      return valueResolution.problem(user.get(), undefined(name), hint(name));
    }
    if (!(holder.get().get(name) instanceof Node node)) {
      return holder.get().get(name);
    }
    var known = resolved.get(name);
    if (known == null) {
      if (valueResolution.isOpen(this, name)) {
        return valueResolution.problem(
            user.get(),
            "variable '" + name + "' is made of itself: " + valueResolution.circle(name),
            "");
      }
      var inner = valueResolution.opening(this, name);
      var value = ValueResolver.value(node, this, inner);
      known = new Resolved(Optional.ofNullable(value), inner.problems());
      resolved.put(name, known);
    }
    valueResolution.addAll(known.problems());
    return known.value().orElse(null);
  }

  /** The scalar that a variable was written as, when it was. */
  Optional<Node.Scalar> written(String name) {
    return holder(name)
        .map(values -> values.get(name))
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast)
        .filter(scalar -> !TemplatedScalar.hasTags(scalar) && !CelScalar.is(scalar));
  }

  /** The list or map that a variable was written as, when it was. */
  Optional<Node> parts(String name) {
    return holder(name)
        .map(values -> values.get(name))
        .filter(node -> node instanceof Node.Mapping || node instanceof Node.Sequence)
        .map(Node.class::cast);
  }

  SecretMasker secrets() {
    return secretMasker;
  }

  static String undefined(String name) {
    return "variable '" + name + "' is not defined";
  }

  /** What may have been meant by a name that is not defined. */
  String hint(String name) {
    if (name.startsWith("ansible_")) {
      return "facts are not gathered: what is known of a host is in 'host', such as host.os";
    }
    return Suggestion.hint(name, names());
  }

  private Position position(String name) {
    return holder(name)
        .map(values -> values.get(name))
        .filter(Node.class::isInstance)
        .map(node -> ((Node) node).at())
        .orElseThrow();
  }

  private Optional<Map<String, Object>> holder(String name) {
    if (pinned.containsKey(name)) {
      return Optional.of(pinned);
    }
    for (var scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
      if (scope.get().layer.containsKey(name)) {
        return Optional.of(scope.get().layer);
      }
    }
    return weakest.containsKey(name) ? Optional.of(weakest) : Optional.empty();
  }

  private static Map<String, Object> copy(Map<String, ?> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  @Override
  public String toString() {
    return "the variables " + names();
  }
}
