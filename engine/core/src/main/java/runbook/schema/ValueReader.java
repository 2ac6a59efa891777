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
import runbook.module.param.FreeFormEntries;
import runbook.module.param.TemplateVariableSource;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Reads the values of parameters and reports all problems in one pass. */
final class ValueReader {

  private final ParameterSource parameterSource;
  private final Problems problems;
  private final ScalarReader scalars;

  ValueReader(ParameterSource parameterSource, Problems problems) {
    this.parameterSource = parameterSource;
    this.problems = problems;
    this.scalars = new ScalarReader(parameterSource, problems);
  }

  Knowledge<?> read(ParameterType parameterType, ValueLabel valueLabel, Node written) {
    var node = UnfoldedVariable.unfold(written);
    if (parameterType instanceof ParameterType.ListType(ParameterType.ConditionType one)
        && node instanceof Node.Scalar single
        && single.value() != null) {
      return read(one, valueLabel, single).map(List::of);
    }
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof Unknown(String why)) {
        return new Unknown<>(why);
      }
      if (scalar.value() == null) {
        problems.add(
            node.at(),
            valueLabel.phrase() + " has no value",
            "write " + valueLabel.start() + parameterType.sample());
        return Invalid.reported();
      }
      return scalars.read(parameterType, valueLabel, scalar);
    }
    return switch (parameterType) {
      case ParameterType.ListType(var item) when node instanceof Node.Sequence list ->
          list(item, valueLabel.item(), list);
      case ParameterType.TextMapType() when node instanceof Node.Mapping map ->
          texts(valueLabel, map);
      case ParameterType.EntryMapType() when node instanceof Node.Mapping map ->
          entries(valueLabel, map);
      case ParameterType.AssignmentsType() when node instanceof Node.Mapping map ->
          new Known<>(new Assignments(PlainValues.map(map)));
      case ParameterType.RecordType recordType when node instanceof Node.Mapping map -> {
        var fields = fields(recordType, valueLabel.phrase(), map, map.at());
        yield fields.isEmpty()
            ? Invalid.reported()
            : isSupplement(recordType)
                ? supplement(recordType, fields.get(), map)
                : made(recordType, fields.get(), map.at());
      }
      default -> scalars.unfit(parameterType, valueLabel, node);
    };
  }

  private Knowledge<?> list(ParameterType item, ValueLabel valueLabel, Node.Sequence list) {
    return Knowledge.all(list.items().stream().map(n -> read(item, valueLabel, n)).toList())
        .map(List::copyOf);
  }

  private Knowledge<?> texts(ValueLabel valueLabel, Node.Mapping map) {
    var keys = map.entries().stream().map(e -> e.key().raw()).toList();
    var read =
        map.entries().stream()
            .map(
                e -> read(new ParameterType.TextType(), valueLabel.entry(e.key().raw()), e.value()))
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
   * Returns the values for a record in the order of its components; empty if a required parameter
   * is missing or a name is unknown.
   *
   * @param owner the module or map that has the parameters, for messages
   */
  Optional<List<Knowledge<?>>> fields(
      ParameterType.RecordType recordType, String owner, Node.Mapping map, Position at) {
    var meant = new HashSet<String>();
    boolean complete = known(recordType, owner, map, meant);
    var supplements = supplements(recordType, map);
    var reader = supplemented(supplements.values());
    var values = new ArrayList<Knowledge<?>>();
    for (var parameter : recordType.parameters()) {
      var node = map.get(parameter.name());
      if (node.isPresent()) {
        if (parameter.visibleToOthers()) {
          VisibleSecret.warn(node.get(), problems);
        }
        var value =
            supplements.containsKey(parameter.name())
                ? supplements.get(parameter.name())
                : reader.read(
                    parameter.parameterType(), ValueLabel.of(parameter.name()), node.get());
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

  /** Reads supplements first, because they provide values to the templates of other parameters. */
  private Map<String, Knowledge<?>> supplements(
      ParameterType.RecordType recordType, Node.Mapping map) {
    var supplements = new LinkedHashMap<String, Knowledge<?>>();
    for (var parameter : recordType.parameters()) {
      if (parameter.parameterType() instanceof ParameterType.RecordType inner
          && isSupplement(inner)) {
        map.get(parameter.name())
            .map(node -> read(inner, ValueLabel.of(parameter.name()), node))
            .ifPresent(value -> supplements.put(parameter.name(), value));
      }
    }
    return supplements;
  }

  private ValueReader supplemented(Collection<Knowledge<?>> supplements) {
    var more = parameterSource;
    for (var supplement : supplements) {
      more =
          switch (supplement) {
            case Known(var value) -> more.with(((TemplateVariableSource) value).variables());
            case Unknown(String why) -> new IncompleteParameterSource(more, why);
            case Invalid<?> _ -> new IncompleteParameterSource(more, "a mistake in its parameters");
          };
    }
    return new ValueReader(more, problems);
  }

  private static boolean isSupplement(ParameterType.RecordType recordType) {
    return TemplateVariableSource.class.isAssignableFrom(recordType.type());
  }

  /** Returns whether all names are known, and suggests those that were probably meant. */
  private boolean known(
      ParameterType.RecordType recordType,
      String owner,
      Node.Mapping map,
      Collection<String> meant) {
    var names = recordType.names();
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

  /** Creates the record from the values of {@link #fields}. */
  Knowledge<?> made(ParameterType.RecordType recordType, List<Knowledge<?>> fields, Position at) {
    return Knowledge.<Object>all(fields).flatMap(values -> made(recordType, values.toArray(), at));
  }

  private Knowledge<Object> made(
      ParameterType.RecordType recordType, Object[] values, Position at) {
    try {
      return new Known<>(RecordFactory.make(recordType.type(), values));
    } catch (IllegalArgumentException e) {
      problems.add(at, Optional.ofNullable(e.getMessage()).orElse("these do not go together"));
      return Invalid.reported();
    }
  }

  /** Lets a supplement check its known values even if others are unknown. */
  private Knowledge<?> supplement(
      ParameterType.RecordType recordType, List<Knowledge<?>> fields, Node.Mapping map) {
    Optional<Knowledge<?>> unknown = Optional.empty();
    var known = new ArrayList<Knowledge<?>>();
    for (int i = 0; i < fields.size(); i++) {
      var field = fields.get(i);
      boolean optional = recordType.parameters().get(i).optional();
      known.add(optional && field instanceof Unknown ? new Known<>(Optional.empty()) : field);
      if (field instanceof Unknown) {
        unknown = Optional.of(field);
      } else if (field instanceof Known(FreeFormEntries freeFormEntries)
          && !freeFormEntries.unknown().isEmpty()) {
        unknown = Optional.of(new Unknown<>(FreeFormEntryReader.why(freeFormEntries)));
      }
    }
    var made = made(recordType, known, map.at());
    if (made instanceof Known(TemplateVariableSource templateVariableSource)
        && !RemarkReporter.pass(templateVariableSource, map, problems)) {
      return Invalid.reported();
    }
    return made instanceof Known ? unknown.orElse(made) : made;
  }

  private Knowledge<?> entries(ValueLabel valueLabel, Node.Mapping map) {
    return new FreeFormEntryReader(problems).read(valueLabel, map);
  }
}
