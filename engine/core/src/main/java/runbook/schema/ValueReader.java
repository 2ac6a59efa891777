package runbook.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.param.Assignments;
import runbook.module.param.Entries;
import runbook.module.param.Supplement;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Reads the values of parameters: all of them, so that one pass finds every problem. */
final class ValueReader {

  private final Materials materials;
  private final Problems problems;
  private final ScalarReader scalars;

  ValueReader(Materials materials, Problems problems) {
    this.materials = materials;
    this.problems = problems;
    this.scalars = new ScalarReader(materials, problems);
  }

  Knowledge<?> read(Shape shape, Spot spot, Node written) {
    var node = Held.unfold(written);
    if (shape instanceof Shape.ListOf(Shape.Condition one)
        && node instanceof Node.Scalar single
        && single.value() != null) {
      return read(one, spot, single).map(List::of);
    }
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof Unknown(String why)) {
        return new Unknown<>(why);
      }
      if (scalar.value() == null) {
        problems.add(
            node.at(), spot.phrase() + " has no value", "write " + spot.start() + shape.sample());
        return Invalid.told();
      }
      return scalars.read(shape, spot, scalar);
    }
    return switch (shape) {
      case Shape.ListOf(var item) when node instanceof Node.Sequence list ->
          list(item, spot.item(), list);
      case Shape.TextMap() when node instanceof Node.Mapping map -> texts(spot, map);
      case Shape.EntryMap() when node instanceof Node.Mapping map -> entries(spot, map);
      case Shape.Variables() when node instanceof Node.Mapping map ->
          new Known<>(new Assignments(Plain.map(map)));
      case Shape.Group group when node instanceof Node.Mapping map -> {
        var fields = fields(group, spot.phrase(), map, map.at());
        yield fields.isEmpty()
            ? Invalid.told()
            : isSupplement(group)
                ? supplement(group, fields.get(), map)
                : made(group, fields.get(), map.at());
      }
      default -> scalars.unfit(shape, spot, node);
    };
  }

  private Knowledge<?> list(Shape item, Spot spot, Node.Sequence list) {
    return Knowledge.all(list.items().stream().map(n -> read(item, spot, n)).toList())
        .map(List::copyOf);
  }

  private Knowledge<?> texts(Spot spot, Node.Mapping map) {
    var keys = map.entries().stream().map(e -> e.key().raw()).toList();
    var read =
        map.entries().stream()
            .map(e -> read(new Shape.Text(), spot.entry(e.key().raw()), e.value()))
            .toList();
    return Knowledge.<Object>all(read)
        .map(values -> {
          var texts = new LinkedHashMap<String, Object>();
          for (int i = 0; i < keys.size(); i++) {
            texts.put(keys.get(i), values.get(i));
          }
          return Collections.unmodifiableMap(texts);
        });
  }

  /**
   * The values for a record, in its order; empty if a parameter is missing or unknown.
   *
   * @param owner who has the parameters, as the user reads it
   */
  Optional<List<Knowledge<?>>> fields(
      Shape.Group group, String owner, Node.Mapping map, Position at) {
    var meant = new HashSet<String>();
    boolean complete = known(group, owner, map, meant);
    var supplements = supplements(group, map);
    var reader = supplemented(supplements.values());
    var values = new ArrayList<Knowledge<?>>();
    for (var parameter : group.parameters()) {
      var node = map.get(parameter.name());
      if (node.isPresent()) {
        var value =
            supplements.containsKey(parameter.name())
                ? supplements.get(parameter.name())
                : reader.read(parameter.shape(), Spot.of(parameter.name()), node.get());
        values.add(parameter.optional() ? value.map(Optional::of) : value);
      } else if (parameter.fallback().isPresent()) {
        values.add(new Known<>(parameter.fallback().get()));
      } else {
        if (!meant.contains(parameter.name())) {
          problems.add(
              at,
              owner + " needs the parameter '" + parameter.name() + "'",
              parameter.name() + ": " + parameter.doc());
        }
        complete = false;
      }
    }
    return complete ? Optional.of(values) : Optional.empty();
  }

  /** What is read first, for it has something to tell to the templates beside it. */
  private Map<String, Knowledge<?>> supplements(Shape.Group group, Node.Mapping map) {
    var supplements = new LinkedHashMap<String, Knowledge<?>>();
    for (var parameter : group.parameters()) {
      if (parameter.shape() instanceof Shape.Group inner && isSupplement(inner)) {
        map.get(parameter.name())
            .map(node -> read(inner, Spot.of(parameter.name()), node))
            .ifPresent(value -> supplements.put(parameter.name(), value));
      }
    }
    return supplements;
  }

  private ValueReader supplemented(Collection<Knowledge<?>> supplements) {
    var more = materials;
    for (var supplement : supplements) {
      more =
          switch (supplement) {
            case Known(var value) -> more.with(((Supplement) value).variables());
            case Unknown(String why) -> new Waiting(more, why);
            case Invalid<?> _ -> new Waiting(more, "what is wrong in its parameters");
          };
    }
    return new ValueReader(more, problems);
  }

  private static boolean isSupplement(Shape.Group group) {
    return Supplement.class.isAssignableFrom(group.type());
  }

  /** Whether all names are; adds those that were probably meant. */
  private boolean known(
      Shape.Group group, String owner, Node.Mapping map, Collection<String> meant) {
    var names = group.names();
    var strangers = map.entries().stream().filter(e -> !names.contains(e.key().raw())).toList();
    for (var stranger : strangers) {
      var name = stranger.key().raw();
      var near = Suggestion.closest(name, names);
      near.ifPresent(meant::add);
      problems.add(
          stranger.key().at(),
          owner + " has no parameter '" + name + "'",
          near.map(n -> "did you mean '" + n + "'?").orElseGet(() -> misplaced(name, names)));
    }
    return strangers.isEmpty();
  }

  private static String misplaced(String name, List<String> names) {
    return Keywords.names(Keywords.TASK).contains(name)
        ? "'" + name + "' belongs to the task: indent it like the name of the module"
        : names.isEmpty() ? "it has none" : "it has " + String.join(", ", names);
  }

  /** The record, from the values of {@link #fields}. */
  Knowledge<?> made(Shape.Group group, List<Knowledge<?>> fields, Position at) {
    return Knowledge.<Object>all(fields).flatMap(values -> made(group, values.toArray(), at));
  }

  private Knowledge<Object> made(Shape.Group group, Object[] values, Position at) {
    try {
      return new Known<>(Records.make(group.type(), values));
    } catch (IllegalArgumentException e) {
      problems.add(at, Optional.ofNullable(e.getMessage()).orElse("these do not go together"));
      return Invalid.told();
    }
  }

  /** It has its say about what is known even when not all is. */
  private Knowledge<?> supplement(Shape.Group group, List<Knowledge<?>> fields, Node.Mapping map) {
    Optional<Knowledge<?>> unknown = Optional.empty();
    var known = new ArrayList<Knowledge<?>>();
    for (int i = 0; i < fields.size(); i++) {
      var field = fields.get(i);
      boolean optional = group.parameters().get(i).optional();
      known.add(optional && field instanceof Unknown ? new Known<>(Optional.empty()) : field);
      if (field instanceof Unknown) {
        unknown = Optional.of(field);
      } else if (field instanceof Known(Entries entries) && !entries.unknown().isEmpty()) {
        unknown = Optional.of(new Unknown<>(EntryReader.why(entries)));
      }
    }
    var made = made(group, known, map.at());
    if (made instanceof Known(Supplement supplement) && !Remarks.pass(supplement, map, problems)) {
      return Invalid.told();
    }
    return made instanceof Known ? unknown.orElse(made) : made;
  }

  private Knowledge<?> entries(Spot spot, Node.Mapping map) {
    return new EntryReader(problems).read(spot, map);
  }
}
