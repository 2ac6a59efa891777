package runbook.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.schema.Keyword;
import runbook.schema.Keyword.KeywordKind;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.value.ValueResolver;
import runbook.value.VariableNames;
import runbook.yaml.Node;

/** Reads the {@code arguments.yml} of a role. */
final class RoleSpecReader {

  private static final List<Keyword> KEYS =
      List.of(
          new Keyword("doc", KeywordKind.TEXT, false, "What the role does."),
          new Keyword("arguments", KeywordKind.VARIABLES, false, "The variables that it takes."));

  private static final List<Keyword> ARGUMENT =
      List.of(
          new Keyword("type", KeywordKind.TEXT, false, "The type of the value."),
          new Keyword("default", KeywordKind.TEXT, false, "The value if none is given."),
          new Keyword("required", KeywordKind.BOOLEAN, false, "Whether it must be given."),
          new Keyword("choices", KeywordKind.ITEMS, false, "The values that it can have."),
          new Keyword("doc", KeywordKind.TEXT, false, "What it is for."));

  private final Problems problems;

  private RoleSpecReader(Problems problems) {
    this.problems = problems;
  }

  static RoleSpec read(Node node, Problems problems) {
    return new RoleSpecReader(problems).spec(node);
  }

  private RoleSpec spec(Node node) {
    if (!(node instanceof Node.Mapping map)) {
      problems.add(
          node.at(), "this must be a map", "as in arguments: {port: {type: integer, default: 80}}");
      return RoleSpec.NONE;
    }
    var keywordReader = new KeywordReader(map, "the file of arguments", problems);
    keywordReader.allow(KEYS);
    var arguments = new ArrayList<RoleArgument>();
    for (var entry : entries(map.get("arguments"))) {
      argument(entry).ifPresent(arguments::add);
    }
    return new RoleSpec(keywordReader.text("doc").orElse(""), List.copyOf(arguments));
  }

  private List<Node.Entry> entries(Optional<Node> node) {
    return switch (node.orElse(null)) {
      case null -> List.of();
      case Node.Mapping map -> map.entries();
      case Node other -> {
        problems.add(
            other.at(), "'arguments' must be a map of names", "as in port: {type: integer}");
        yield List.of();
      }
    };
  }

  private Optional<RoleArgument> argument(Node.Entry entry) {
    var name = entry.key();
    var objection = VariableNames.objection(name.raw());
    if (objection.isPresent()) {
      problems.add(name.at(), objection.get(), "choose another name");
      return Optional.empty();
    }
    if (!(entry.value() instanceof Node.Mapping map)) {
      problems.add(
          entry.value().at(), "an argument must be a map", "as in {type: integer, default: 80}");
      return Optional.empty();
    }
    var keywordReader = new KeywordReader(map, "an argument", problems);
    keywordReader.allow(ARGUMENT);
    boolean isRequired = keywordReader.flag("required").orElse(false);
    var byDefault = keywordReader.node("default");
    var type =
        keywordReader
            .word("type")
            .flatMap(this::type)
            // A default that is reported here must not be reported at each call.
            .filter(t -> byDefault.isEmpty() || isRight(name, t, byDefault.get()))
            .orElse(ArgumentType.ANY);
    if (isRequired && byDefault.isPresent()) {
      problems.add(
          byDefault.get().at(),
          "'%s' is required, so its default is never used".formatted(name.raw()),
          "remove 'required' or 'default'");
    }
    var choices = keywordReader.names("choices").stream().map(Node.Scalar::raw).toList();
    var doc = keywordReader.text("doc").orElse("");
    return Optional.of(new RoleArgument(name, type, byDefault, isRequired, choices, doc));
  }

  private Optional<ArgumentType> type(Node.Scalar word) {
    var type = ArgumentType.of(word.raw());
    if (type.isEmpty()) {
      var near = Suggestion.hint(word.raw(), ArgumentType.words());
      problems.add(
          word.at(),
          "there is no type '%s'".formatted(word.raw()),
          near.isEmpty() ? "there is: " + String.join(", ", ArgumentType.words()) : near);
    }
    return type;
  }

  private boolean isRight(Node.Scalar name, ArgumentType type, Node value) {
    boolean isRight =
        switch (value) {
          case Node.Scalar scalar when !ValueResolver.isConstant(scalar) -> true;
          case Node.Scalar scalar -> type.accepts(scalar.value());
          case Node.Sequence _ -> type.accepts(List.of());
          case Node.Mapping _ -> type.accepts(Map.of());
        };
    if (!isRight) {
      problems.add(value.at(), "the default of '%s' must be %s".formatted(name.raw(), type.noun()));
    }
    return isRight;
  }
}
