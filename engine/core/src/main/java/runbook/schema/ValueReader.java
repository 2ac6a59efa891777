package runbook.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import runbook.module.param.Assignments;
import runbook.module.param.Entries;
import runbook.module.param.Supplement;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.value.Unknown;
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

  Taken read(Shape shape, Spot spot, Node written) {
    var node = Held.unfold(written);
    if (shape instanceof Shape.ListOf(Shape.Condition one)
        && node instanceof Node.Scalar single
        && single.value() != null) {
      return together(List.of(read(one, spot, single)), List::copyOf);
    }
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof Unknown(String why)) {
        return new Taken.Unsure(why);
      }
      if (scalar.value() == null) {
        problems.add(
            node.at(), spot.phrase() + " has no value", "write " + spot.start() + shape.sample());
        return new Taken.Wrong();
      }
      return scalars.read(shape, spot, scalar);
    }
    return switch (shape) {
      case Shape.ListOf(var item) when node instanceof Node.Sequence list ->
          list(item, spot.item(), list);
      case Shape.TextMap() when node instanceof Node.Mapping map -> texts(spot, map);
      case Shape.EntryMap() when node instanceof Node.Mapping map -> entries(spot, map);
      case Shape.Variables() when node instanceof Node.Mapping map ->
          new Taken.Got(new Assignments(Plain.map(map)));
      case Shape.Group group when node instanceof Node.Mapping map -> {
        var fields = fields(group, spot.phrase(), map, map.at());
        yield fields.isEmpty()
            ? new Taken.Wrong()
            : isSupplement(group)
                ? supplement(group, fields.get(), map)
                : made(group, fields.get(), map.at());
      }
      default -> scalars.unfit(shape, spot, node);
    };
  }

  private Taken list(Shape item, Spot spot, Node.Sequence list) {
    var taken = list.items().stream().map(n -> read(item, spot, n)).toList();
    return together(taken, List::copyOf);
  }

  private Taken texts(Spot spot, Node.Mapping map) {
    var keys = map.entries().stream().map(e -> e.key().raw()).toList();
    var taken =
        map.entries().stream()
            .map(e -> read(new Shape.Text(), spot.entry(e.key().raw()), e.value()))
            .toList();
    return together(
        taken,
        values -> {
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
  Optional<List<Taken>> fields(Shape.Group group, String owner, Node.Mapping map, Position at) {
    var meant = new HashSet<String>();
    boolean complete = known(group, owner, map, meant);
    var supplements = supplements(group, map);
    var reader = supplemented(supplements.values());
    var taken = new ArrayList<Taken>();
    for (var parameter : group.parameters()) {
      var node = map.get(parameter.name());
      if (node.isPresent()) {
        var value =
            supplements.containsKey(parameter.name())
                ? supplements.get(parameter.name())
                : reader.read(parameter.shape(), Spot.of(parameter.name()), node.get());
        taken.add(
            value instanceof Taken.Got(Object got) && parameter.optional()
                ? new Taken.Got(Optional.of(got))
                : value);
      } else if (parameter.fallback().isPresent()) {
        taken.add(new Taken.Got(parameter.fallback().get()));
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
    return complete ? Optional.of(taken) : Optional.empty();
  }

  /** What is read first, for it has something to tell to the templates beside it. */
  private Map<String, Taken> supplements(Shape.Group group, Node.Mapping map) {
    var supplements = new LinkedHashMap<String, Taken>();
    for (var parameter : group.parameters()) {
      if (parameter.shape() instanceof Shape.Group inner && isSupplement(inner)) {
        map.get(parameter.name())
            .map(node -> read(inner, Spot.of(parameter.name()), node))
            .ifPresent(taken -> supplements.put(parameter.name(), taken));
      }
    }
    return supplements;
  }

  private ValueReader supplemented(Collection<Taken> supplements) {
    var more = materials;
    for (var taken : supplements) {
      more =
          switch (taken) {
            case Taken.Got(var value) -> more.with(((Supplement) value).variables());
            case Taken.Unsure(String why) -> new Waiting(more, why);
            case Taken.Wrong() -> new Waiting(more, "what is wrong in its parameters");
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
  Taken made(Shape.Group group, List<Taken> fields, Position at) {
    var taken = together(fields, values -> values.toArray(Object[]::new));
    if (!(taken instanceof Taken.Got(Object values))) {
      return taken;
    }
    try {
      return new Taken.Got(Records.make(group.type(), (Object[]) values));
    } catch (IllegalArgumentException e) {
      problems.add(at, Optional.ofNullable(e.getMessage()).orElse("these do not go together"));
      return new Taken.Wrong();
    }
  }

  /** It has its say about what is known even when not all is. */
  private Taken supplement(Shape.Group group, List<Taken> fields, Node.Mapping map) {
    Optional<Taken> unsure = Optional.empty();
    var known = new ArrayList<Taken>();
    for (int i = 0; i < fields.size(); i++) {
      var field = fields.get(i);
      boolean optional = group.parameters().get(i).optional();
      known.add(
          optional && field instanceof Taken.Unsure ? new Taken.Got(Optional.empty()) : field);
      if (field instanceof Taken.Unsure) {
        unsure = Optional.of(field);
      } else if (field instanceof Taken.Got(Entries entries) && !entries.unknown().isEmpty()) {
        unsure = Optional.of(new Taken.Unsure(EntryReader.why(entries)));
      }
    }
    var made = made(group, known, map.at());
    if (made instanceof Taken.Got(Supplement supplement)
        && !Remarks.pass(supplement, map, problems)) {
      return new Taken.Wrong();
    }
    return made instanceof Taken.Got ? unsure.orElse(made) : made;
  }

  private Taken entries(Spot spot, Node.Mapping map) {
    return new EntryReader(problems).read(spot, map);
  }

  private static Taken together(List<Taken> parts, Function<List<Object>, Object> make) {
    var values = new ArrayList<>();
    Optional<Taken> unsure = Optional.empty();
    for (var part : parts) {
      switch (part) {
        case Taken.Got(var value) -> values.add(value);
        case Taken.Unsure _ -> unsure = unsure.or(() -> Optional.of(part));
        case Taken.Wrong _ -> {
          return part;
        }
      }
    }
    return unsure.orElseGet(() -> new Taken.Got(make.apply(values)));
  }
}
