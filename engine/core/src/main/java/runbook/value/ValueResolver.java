package runbook.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Unknown;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Resolves the variables in values. */
public final class ValueResolver {

  private ValueResolver() {}

  /**
   * Resolves a node to a String, Boolean, null, number, List, Map or {@link Unknown}. A text that
   * consists of one variable has that variable's value, of any type.
   */
  public static Object value(Node node, VariableScope variableScope, Problems problems) {
    var valueResolution = new ValueResolution();
    var value = value(node, variableScope, valueResolution);
    valueResolution.tell(problems);
    return value;
  }

  /**
   * Returns the same tree with variables filled in; each part keeps its position. An unknown part
   * is a scalar with the {@link Unknown} as its value.
   */
  public static Node filled(Node node, VariableScope variableScope, Problems problems) {
    if (isLiteral(node)) {
      return node;
    }
    var valueResolution = new ValueResolution();
    var filled = filled(node, variableScope, valueResolution);
    valueResolution.tell(problems);
    return filled;
  }

  /** Resolves a node; returns no value if there is a problem. */
  public static Knowledge<Object> known(Node node, VariableScope variableScope, Problems problems) {
    var valueResolution = new ValueResolution();
    return valueResolution.knowledge(value(node, variableScope, valueResolution), problems);
  }

  /** Resolves a variable by its name, with dots if it is a part of a variable. */
  public static Knowledge<Object> variable(
      Node.Scalar name, VariableScope variableScope, Problems problems) {
    var tag = "{{" + name.raw().strip() + "}}";
    return known(new Node.Scalar(name.at(), tag, tag, true, false), variableScope, problems);
  }

  /** Fills in the variables of a map. */
  public static Node.Mapping filled(
      Node.Mapping node, VariableScope variableScope, Problems problems) {
    return (Node.Mapping) filled((Node) node, variableScope, problems);
  }

  /** Returns whether the node contains no variable and no secret, and so is the same everywhere. */
  public static boolean isLiteral(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> isLiteral(scalar);
      case Node.Sequence list -> list.items().stream().allMatch(ValueResolver::isLiteral);
      case Node.Mapping map -> map.entries().stream().allMatch(e -> isLiteral(e.value()));
    };
  }

  private static boolean isLiteral(Node.Scalar scalar) {
    return !scalar.secret() && isConstant(scalar);
  }

  /** Returns whether the scalar contains no variable. */
  public static boolean isConstant(Node.Scalar scalar) {
    return !TemplatedScalar.hasTags(scalar) && !CelScalar.is(scalar);
  }

  static Object value(Node node, VariableScope variableScope, ValueResolution valueResolution) {
    return switch (node) {
      case Node.Scalar scalar when CelScalar.is(scalar) ->
          CelScalar.value(scalar, variableScope, valueResolution);
      case Node.Scalar scalar -> {
        var value =
            TemplatedScalar.hasTags(scalar)
                ? TemplatedScalar.render(scalar, variableScope, valueResolution)
                : scalar.value();
        yield scalar.secret() ? variableScope.secrets().sealed(value) : value;
      }
      case Node.Sequence list -> {
        var values = new ArrayList<Object>();
        list.items().forEach(item -> values.add(value(item, variableScope, valueResolution)));
        yield Collections.unmodifiableList(values);
      }
      case Node.Mapping map -> {
        var values = new LinkedHashMap<String, Object>();
        map.entries()
            .forEach(
                e -> values.put(e.key().raw(), value(e.value(), variableScope, valueResolution)));
        yield Collections.unmodifiableMap(values);
      }
    };
  }

  private static Node filled(
      Node node, VariableScope variableScope, ValueResolution valueResolution) {
    return switch (node) {
      case Node.Scalar scalar when isLiteral(scalar) -> scalar;
      case Node.Scalar scalar -> {
        var value = value(scalar, variableScope, valueResolution);
        if (value instanceof List || value instanceof Map) {
          var written = TemplatedScalar.alone(scalar).flatMap(variableScope::parts);
          if (written.isPresent()) {
            // Its parts keep the position where they were written, since that is where mistakes
            // are.
            yield at(scalar.at(), filled(written.get(), variableScope, valueResolution));
          }
        }
        // A number keeps its raw form: only there 0644 is different from 644.
        yield value instanceof Number
            ? TemplatedScalar.alone(scalar)
                .flatMap(variableScope::written)
                .orElseGet(() -> scalar(value, scalar))
            : node(value, guarded(value, scalar, variableScope), variableScope, valueResolution);
      }
      case Node.Sequence list ->
          new Node.Sequence(
              list.at(),
              list.items().stream()
                  .map(item -> filled(item, variableScope, valueResolution))
                  .toList());
      case Node.Mapping map ->
          new Node.Mapping(
              map.at(),
              map.entries().stream()
                  .map(e ->
                      new Node.Entry(e.key(), filled(e.value(), variableScope, valueResolution)))
                  .toList());
    };
  }

  private static Node at(Position at, Node node) {
    return switch (node) {
      case Node.Mapping map -> new Node.Mapping(at, map.entries());
      case Node.Sequence list -> new Node.Sequence(at, list.items());
      case Node.Scalar scalar -> scalar;
    };
  }

  /** Marks a value that contains a secret as secret, so that no message shows it. */
  private static Node.Scalar guarded(
      Object value, Node.Scalar origin, VariableScope variableScope) {
    return value != null && !origin.secret() && variableScope.secrets().showsIn(value.toString())
        ? origin.asSecret()
        : origin;
  }

  private static Node node(
      Object value,
      Node.Scalar origin,
      VariableScope variableScope,
      ValueResolution valueResolution) {
    return switch (value) {
      case SecretText secretText -> {
        // It leaves the variables here, and what uses it may show it.
        variableScope.secrets().addUsed(secretText);
        yield scalar(secretText.text(), origin.asSecret());
      }
      case List<?> list ->
          new Node.Sequence(
              origin.at(),
              list.stream()
                  .map(item -> node(item, origin, variableScope, valueResolution))
                  .toList());
      case Map<?, ?> map ->
          new Node.Mapping(
              origin.at(),
              map.entrySet().stream()
                  .map(e ->
                      new Node.Entry(
                          key(e.getKey().toString(), origin),
                          node(e.getValue(), origin, variableScope, valueResolution)))
                  .toList());
      case VariableScope _ ->
          scalar(
              valueResolution.problem(
                  origin.at(), "this contains all variables of a host", "name the one you mean"),
              origin);
      case null, default -> scalar(value, origin);
    };
  }

  private static Node.Scalar key(String key, Node.Scalar origin) {
    return new Node.Scalar(origin.at(), key, key, false, false);
  }

  private static Node.Scalar scalar(Object value, Node.Scalar origin) {
    var raw = value == null ? "" : value instanceof Unknown<?> ? origin.raw() : value.toString();
    return new Node.Scalar(origin.at(), raw, value, !(value instanceof String), origin.secret());
  }

  /** Returns the name of a value's type for messages. */
  public static String kind(Object value) {
    return switch (value) {
      case null -> "empty";
      case String _, SecretText _ -> "a text";
      case Boolean _ -> "true or false";
      case Number _ -> "a number";
      case List<?> _ -> "a list";
      default -> "a map";
    };
  }

  /** Returns a part of a map, list or scope; adds a problem if there is no such part. */
  static Object part(
      Object whole,
      String key,
      String name,
      ValueResolution valueResolution,
      Supplier<Position> at) {
    return switch (whole) {
      case Unknown<?> unknown -> unknown;
      case VariableScope variableScope -> variableScope.value(key, valueResolution, at);
      case Map<?, ?> map when map.containsKey(key) -> map.get(key);
      case Map<?, ?> map ->
          valueResolution.problem(
              at.get(),
              "'" + name + "' has no '" + key + "'",
              Suggestion.hint(key, map.keySet().stream().map(Object::toString).toList()));
      case List<?> list when key.matches("\\d{1,9}") -> {
        int index = Integer.parseInt(key);
        yield index < list.size()
            ? list.get(index)
            : valueResolution.problem(
                at.get(),
                "'%s' has %d items, there is no item %s".formatted(name, list.size(), key),
                "the first item is 0");
      }
      case null, default ->
          valueResolution.problem(
              at.get(), "'%s' is %s, it has no '%s'".formatted(name, kind(whole), key), "");
    };
  }
}
