package runbook.value;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/**
 * The variables visible at one place, in layers. The top layer wins.
 *
 * <p>A variable is a String, Boolean, null, number, List, Map, {@link Unknown}, a {@link Node} that
 * is resolved on first use with the variables of the place that uses it, or another scope, which is
 * read as a map of its variables.
 */
public final class VariableScope {

  /** The name by which expressions access all variables as a map. */
  public static final String ALL = "vars";

  private final Optional<VariableScope> outer;
  private final Map<String, Object> layer;
  private final Map<String, Object> pinned;
  private final Map<String, Object> weakest;
  private final SecretMasker secretMasker;
  private final Map<String, Resolved> resolved = new ConcurrentHashMap<>();

  /** The resolved value of a variable, with its problems, which are reported for each use. */
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
   * Creates a scope that reports its secrets.
   *
   * @param secretMasker gets every value tagged as secret when it is resolved
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

  /** Adds values that no later layer hides. */
  public VariableScope withPinned(Map<String, ?> values) {
    var all = new HashMap<>(pinned);
    all.putAll(values);
    return new VariableScope(Optional.of(this), Map.of(), all, weakest, secretMasker);
  }

  /** Adds values that every other layer hides. Among these, later ones win. */
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

  /** Returns the names of all variables in alphabetical order. */
  public Set<String> names() {
    var names = new TreeSet<>(pinned.keySet());
    names.addAll(weakest.keySet());
    for (var scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
      names.addAll(scope.get().layer.keySet());
    }
    return names;
  }

  /** Returns the texts in which variables are written. */
  public Set<Source> sources() {
    var sources = new LinkedHashSet<Source>();
    addSources(pinned, sources);
    addSources(weakest, sources);
    for (var scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
      addSources(scope.get().layer, sources);
    }
    return sources;
  }

  private static void addSources(Map<String, Object> values, Set<Source> sources) {
    for (var value : values.values()) {
      if (value instanceof Node node) {
        sources.add(node.at().source());
      }
    }
  }

  /**
   * Returns the resolved value of an existing variable; unknown if it has a problem.
   *
   * @throws IllegalArgumentException if there is no such variable
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

  /** Returns the value of a name, or reports a problem at the place that uses it. */
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
            "variable '" + name + "' refers to itself: " + valueResolution.circle(name),
            "");
      }
      var inner = valueResolution.opening(this, name);
      var value = ValueResolver.value(node, this, inner);
      if (isSecretElsewhere(name)) {
        value = secretMasker.sealed(value);
      }
      known = new Resolved(Optional.ofNullable(value), inner.problems());
      resolved.put(name, known);
    }
    valueResolution.addAll(known.problems());
    return known.value().orElse(null);
  }

  /** Returns whether the value replaces one that is tagged as secret, and so is secret too. */
  private boolean isSecretElsewhere(String name) {
    for (var scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
      if (isSecret(scope.get().layer.get(name))) {
        return true;
      }
    }
    return isSecret(weakest.get(name));
  }

  private static boolean isSecret(Object value) {
    return value instanceof Node.Scalar scalar && scalar.secret();
  }

  /** Returns the scalar that the variable is written as, if it is one. */
  Optional<Node.Scalar> written(String name) {
    return holder(name)
        .map(values -> values.get(name))
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast)
        .filter(scalar -> !TemplatedScalar.hasTags(scalar) && !CelScalar.is(scalar));
  }

  /** Returns the list or map that the variable is written as, if it is one. */
  Optional<Node> parts(String name) {
    return holder(name)
        .map(values -> values.get(name))
        .filter(node -> node instanceof Node.Mapping || node instanceof Node.Sequence)
        .map(Node.class::cast);
  }

  /** Returns whether the text contains a secret that is masked when it is shown. */
  public boolean showsSecret(String text) {
    return !secretMasker.mask(text).equals(text);
  }

  SecretMasker secrets() {
    return secretMasker;
  }

  static String undefined(String name) {
    return "variable '" + name + "' is not defined";
  }

  /** Returns what was probably meant by an undefined name. */
  String hint(String name) {
    if (name.startsWith("ansible_")) {
      return "facts are not gathered: use 'host', such as host.os";
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
