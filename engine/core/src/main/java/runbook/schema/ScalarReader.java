package runbook.schema;

import java.math.BigInteger;
import java.util.Optional;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.param.ContentText;
import runbook.module.param.ControllerPath;
import runbook.module.param.EvaluatedCondition;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.module.param.HostVariable;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.value.Condition;
import runbook.yaml.Node;

/** Reads single values that are known. */
final class ScalarReader {

  private final ParameterSource parameterSource;
  private final Problems problems;

  ScalarReader(ParameterSource parameterSource, Problems problems) {
    this.parameterSource = parameterSource;
    this.problems = problems;
  }

  Knowledge<?> read(ParameterType parameterType, ValueLabel valueLabel, Node.Scalar node) {
    return switch (parameterType) {
      case ParameterType.TextType(boolean keepsSecrecy) ->
          new Known<>(keepsSecrecy ? new ContentText(text(node), node.secret()) : text(node));
      case ParameterType.BooleanType _ when node.value() instanceof Boolean value ->
          new Known<>(value);
      case ParameterType.IntegerType integerType when node.value() instanceof Long value ->
          whole(integerType, valueLabel, node, value);
      case ParameterType.IntegerType _ when node.value() instanceof BigInteger value ->
          beyond(valueLabel, node, value);
      case ParameterType.DurationType _ ->
          DurationParser.of(node.value())
              .<Knowledge<?>>map(Known::new)
              .orElseGet(() -> unfit(parameterType, valueLabel, node));
      case ParameterType.ChoiceType choiceType -> choice(choiceType, valueLabel, node);
      case ParameterType.FileModeType _ -> mode(valueLabel, node);
      case ParameterType.HostPathType _ when node.value() instanceof String path ->
          path(valueLabel, node, path);
      case ParameterType.ControllerPathType _ when node.value() instanceof String path ->
          onController(valueLabel, node, path);
      case ParameterType.CustomTextType customTextType -> word(customTextType, valueLabel, node);
      case ParameterType.FileNameType _ when node.value() instanceof String ->
          parameterSource.file(node, problems);
      case ParameterType.FolderNameType _ when node.value() instanceof String ->
          parameterSource.folder(node, problems);
      case ParameterType.TemplateNameType _ when node.value() instanceof String ->
          parameterSource.template(node, problems);
      case ParameterType.ConditionType _ -> claim(node);
      case ParameterType.VariableNameType _ when node.value() instanceof String -> variable(node);
      default -> unfit(parameterType, valueLabel, node);
    };
  }

  /** Keeps a number as written: the version 1.10 is not the number 1.1. */
  private static String text(Node.Scalar node) {
    return node.value() instanceof String text
        ? text
        : node.plain() ? node.raw() : String.valueOf(node.value());
  }

  private Knowledge<?> whole(
      ParameterType.IntegerType shape, ValueLabel valueLabel, Node.Scalar node, long value) {
    if (shape.wide()) {
      return new Known<>(value);
    }
    return value != (int) value
        ? beyond(valueLabel, node, BigInteger.valueOf(value))
        : new Known<>((int) value);
  }

  private Knowledge<?> beyond(ValueLabel valueLabel, Node.Scalar node, BigInteger value) {
    problems.add(
        node.at(),
        "%s cannot be as %s as %d"
            .formatted(valueLabel.phrase(), value.signum() < 0 ? "small" : "large", value));
    return Invalid.reported();
  }

  private Knowledge<?> choice(
      ParameterType.ChoiceType shape, ValueLabel valueLabel, Node.Scalar node) {
    var word = node.plain() ? node.raw() : String.valueOf(node.value());
    var value = Optional.ofNullable(shape.values().get(word));
    if (value.isEmpty()) {
      problems.add(
          node.at(),
          valueLabel.phrase()
              + " must be "
              + shape.noun()
              + ", but this is "
              + ValueDescription.of(node),
          Suggestion.hint(word, shape.values().keySet()));
    }
    return value.<Knowledge<?>>map(Known::new).orElseGet(Invalid::reported);
  }

  private Knowledge<?> mode(ValueLabel valueLabel, Node.Scalar node) {
    if (node.value() instanceof String text) {
      try {
        return new Known<>(FileMode.of(text));
      } catch (IllegalArgumentException e) {
        problems.add(node.at(), valueLabel.phrase() + " is not a mode: " + e.getMessage());
        return Invalid.reported();
      }
    }
    // Without quotes the mode is ambiguous: YAML 1.1 reads octal, YAML 1.2 decimal.
    var octal = node.raw().replaceFirst("^0o", "0");
    problems.add(
        node.at(),
        valueLabel.phrase()
            + " must be in quotes, or YAML reads it as "
            + ValueDescription.of(node),
        "write "
            + valueLabel.start()
            + (octal.matches("0?[0-7]{3,4}") ? "\"" + octal + "\"" : "\"0644\""));
    return Invalid.reported();
  }

  private Knowledge<?> path(ValueLabel valueLabel, Node.Scalar node, String path) {
    try {
      return new Known<>(new HostPath(path));
    } catch (IllegalArgumentException e) {
      problems.add(node.at(), valueLabel.phrase() + ": " + e.getMessage());
      return Invalid.reported();
    }
  }

  private Knowledge<?> onController(ValueLabel valueLabel, Node.Scalar node, String path) {
    try {
      return new Known<>(ControllerPath.of(parameterSource.root(), path));
    } catch (IllegalArgumentException e) {
      problems.add(node.at(), valueLabel.phrase() + ": " + e.getMessage());
      return Invalid.reported();
    }
  }

  private Knowledge<?> word(
      ParameterType.CustomTextType shape, ValueLabel valueLabel, Node.Scalar node) {
    try {
      return new Known<>(RecordFactory.make(shape.type(), text(node)));
    } catch (IllegalArgumentException e) {
      problems.add(
          node.at(),
          valueLabel.phrase() + ": " + e.getMessage(),
          "write " + valueLabel.start() + shape.sample());
      return Invalid.reported();
    }
  }

  private Knowledge<?> claim(Node.Scalar node) {
    // YAML accepts TRUE as a boolean, but expressions do not.
    var text = node.value() instanceof Boolean ? node.value().toString() : node.raw();
    return parameterSource
        .evaluateCondition(new Condition.Term(node.at(), text), problems)
        .map(holds -> new EvaluatedCondition(text, holds));
  }

  private Knowledge<?> variable(Node.Scalar node) {
    return parameterSource
        .variable(node, problems)
        .map(value -> new HostVariable(node.raw(), value));
  }

  Knowledge<?> unfit(ParameterType parameterType, ValueLabel valueLabel, Node node) {
    problems.add(
        node.at(),
        valueLabel.phrase()
            + " must be "
            + parameterType.noun()
            + ", but this is "
            + ValueDescription.of(node),
        "write " + valueLabel.start() + fitting(parameterType, node));
    return Invalid.reported();
  }

  /** Returns the value that the user probably meant, or else any value of the type. */
  private static String fitting(ParameterType parameterType, Node node) {
    if (node instanceof Node.Scalar(_, String raw, _, _, boolean secret) && !secret) {
      if (parameterType instanceof ParameterType.BooleanType) {
        return raw.matches("(?i)n|no|off|false") ? "false" : "true";
      }
      if (parameterType instanceof ParameterType.IntegerType && raw.matches("-?[0-9]{1,18}")) {
        return raw;
      }
      if (parameterType instanceof ParameterType.ListType && raw.matches("[\\w./-]{1,40}")) {
        return "[" + raw + "]";
      }
    }
    return parameterType.sample();
  }
}
