package runbook.playbook;

import static java.util.Locale.ROOT;

import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runbook.schema.DurationParser;
import runbook.schema.Keyword;
import runbook.schema.Keywords;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.value.Condition;
import runbook.yaml.CelExpression;
import runbook.yaml.Node;

/** Reads the keywords of a map. A value of the wrong type is reported and treated as missing. */
final class KeywordReader {

  /** Words that YAML 1.1 reads as true or false. */
  private static final Set<String> YES = Set.of("yes", "on", "y", "true");

  private static final Set<String> NO = Set.of("no", "off", "n", "false");

  private final Node.Mapping map;
  private final String owner;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param owner the noun for the map, as in "a task"
   */
  KeywordReader(Node.Mapping map, String owner, Problems problems) {
    this.map = map;
    this.owner = owner;
    this.problems = problems;
  }

  Node.Mapping map() {
    return map;
  }

  /** Reports unknown and missing keywords. */
  void allow(List<Keyword> keywords) {
    allow(keywords, "it has " + String.join(", ", Keywords.names(keywords)));
  }

  /** Reports unknown and missing keywords, with a hint for keys that resemble none of them. */
  void allow(List<Keyword> keywords, String otherwise) {
    var names = Keywords.names(keywords);
    for (var entry : map.entries()) {
      if (!names.contains(entry.key().raw())) {
        stranger(entry.key(), names, otherwise);
      }
    }
    for (var keyword : keywords) {
      if (keyword.required() && map.get(keyword.name()).isEmpty()) {
        problems.add(
            map.at(),
            owner + " needs '" + keyword.name() + "'",
            keyword.name() + ": " + keyword.doc());
      }
    }
  }

  private void stranger(Node.Scalar key, List<String> names, String otherwise) {
    var word = key.raw();
    var instead = AnsibleWords.instead(word);
    if (instead.isPresent()) {
      problems.add(key.at(), AnsibleWords.message(word), instead.get());
      return;
    }
    var near = Suggestion.hint(word, names);
    problems.add(
        key.at(), owner + " has no keyword '" + word + "'", near.isEmpty() ? otherwise : near);
  }

  boolean has(String name) {
    return map.get(name).isPresent();
  }

  Optional<Node> node(String name) {
    return map.get(name);
  }

  /** Returns a text without variables. */
  Optional<String> text(String name) {
    return word(name).map(Node.Scalar::raw);
  }

  /** Returns a text without variables, with its position. */
  Optional<Node.Scalar> word(String name) {
    return scalar(name).flatMap(s -> fixed(name, s));
  }

  /** Returns a single value. */
  Optional<Node.Scalar> scalar(String name) {
    return map.get(name)
        .flatMap(node -> {
          if (node instanceof Node.Scalar scalar && scalar.value() != null) {
            return Optional.of(scalar);
          }
          return wrong(node, name, "a text");
        });
  }

  /** Returns a single value, with a hint for values of another type. */
  Optional<Node.Scalar> scalar(String name, String instead) {
    var node = map.get(name);
    if (node.isPresent() && !(node.get() instanceof Node.Scalar)) {
      problems.add(node.get().at(), "'%s' must be a text".formatted(name), instead);
      return Optional.empty();
    }
    return scalar(name);
  }

  Optional<Boolean> flag(String name) {
    return map.get(name)
        .flatMap(node -> {
          if (node instanceof Node.Scalar scalar && scalar.value() instanceof Boolean flag) {
            return Optional.of(flag);
          }
          var word = node instanceof Node.Scalar scalar ? scalar.raw().toLowerCase(ROOT) : "";
          problems.add(
              node.at(),
              "'%s' must be true or false".formatted(name),
              YES.contains(word) ? "write true" : NO.contains(word) ? "write false" : "");
          return Optional.empty();
        });
  }

  Optional<Integer> count(String name) {
    return map.get(name)
        .flatMap(node -> {
          var count =
              node instanceof Node.Scalar scalar ? whole(scalar) : Optional.<BigInteger>empty();
          if (count.isEmpty() || count.get().signum() <= 0) {
            return wrong(node, name, "a number of one or more");
          }
          if (count.get().bitLength() >= Integer.SIZE) {
            problems.add(node.at(), "'%s' cannot be as large as %d".formatted(name, count.get()));
            return Optional.empty();
          }
          return Optional.of(count.get().intValue());
        });
  }

  private static Optional<BigInteger> whole(Node.Scalar scalar) {
    return switch (scalar.value()) {
      case Long count -> Optional.of(BigInteger.valueOf(count));
      case BigInteger count -> Optional.of(count);
      case null, default -> Optional.empty();
    };
  }

  Optional<Duration> duration(String name) {
    return time(name, false);
  }

  /** Returns a duration, which may be zero. */
  Optional<Duration> pause(String name) {
    return time(name, true);
  }

  private Optional<Duration> time(String name, boolean orNone) {
    return map.get(name)
        .flatMap(node -> {
          var duration =
              node instanceof Node.Scalar scalar
                  ? DurationParser.of(scalar.value()).filter(d -> orNone || !d.isZero())
                  : Optional.<Duration>empty();
          return duration.isPresent()
              ? duration
              : wrong(node, name, "a time such as 30s, 2m or 1h30m");
        });
  }

  Optional<String> choice(String name, Set<String> choices) {
    return text(name)
        .flatMap(word -> {
          if (choices.contains(word)) {
            return Optional.of(word);
          }
          problems.add(
              map.get(name).orElseThrow().at(),
              "'%s' must be %s".formatted(name, String.join(" or ", choices)),
              Suggestion.hint(word, choices));
          return Optional.empty();
        });
  }

  /** Returns one name or a list of names. */
  List<Node.Scalar> names(String name) {
    return items(name).stream()
        .flatMap(item -> {
          if (item instanceof Node.Scalar scalar && scalar.value() != null) {
            return fixed(name, scalar).stream();
          }
          return this.<Node.Scalar>wrong(item, name, "a name or a list of names").stream();
        })
        .toList();
  }

  Set<String> words(String name) {
    var words = new LinkedHashSet<String>();
    names(name).forEach(word -> words.add(word.raw()));
    return words;
  }

  Optional<Condition> condition(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    return Optional.of(
        new Condition(items(name).stream().flatMap(item -> term(name, item).stream()).toList()));
  }

  private Optional<Condition.Term> term(String name, Node item) {
    if (!(item instanceof Node.Scalar scalar) || scalar.value() == null) {
      return wrong(item, name, "an expression or a list of them");
    }
    // YAML accepts TRUE as a boolean, but expressions do not.
    var text = scalar.value() instanceof Boolean ? scalar.value().toString() : scalar.raw();
    return Optional.of(new Condition.Term(scalar.at(), text));
  }

  Map<String, Node> variables(String name) {
    return map.get(name)
        .map(node -> VariableMapReader.read(node, "'" + name + "'", problems))
        .orElse(Map.of());
  }

  List<Node> items(String name) {
    return map.get(name)
        .map(node -> node instanceof Node.Sequence list ? list.items() : List.of(node))
        .orElse(List.of());
  }

  /** Returns a list; other types are problems. */
  List<Node> list(String name) {
    return map.get(name)
        .flatMap(node ->
            node instanceof Node.Sequence list
                ? Optional.of(list.items())
                : wrong(node, name, "a list, as in [web, db]"))
        .orElse(List.of());
  }

  /** Returns the scalar if it contains no variables. */
  Optional<Node.Scalar> fixed(String name, Node.Scalar scalar) {
    int tag = scalar.raw().indexOf("{{");
    if (tag >= 0 || scalar.value() instanceof CelExpression) {
      problems.add(
          scalar.at(Math.max(0, tag)),
          "'" + name + "' cannot contain variables",
          "write a text without variables");
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  private <T> Optional<T> wrong(Node node, String name, String what) {
    problems.add(node.at(), "'%s' must be %s".formatted(name, what));
    return Optional.empty();
  }
}
