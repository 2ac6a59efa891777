package runbook.schema;

import java.math.BigInteger;
import java.util.Optional;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.param.Claim;
import runbook.module.param.ControllerPath;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;
import runbook.module.param.Variable;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.value.Condition;
import runbook.yaml.Node;

/** Reads single values that are known. */
final class ScalarReader {

  private final Materials materials;
  private final Problems problems;

  ScalarReader(Materials materials, Problems problems) {
    this.materials = materials;
    this.problems = problems;
  }

  Knowledge<?> read(Shape shape, Spot spot, Node.Scalar node) {
    return switch (shape) {
      case Shape.Text _ -> new Known<>(text(node));
      case Shape.Bool _ when node.value() instanceof Boolean value -> new Known<>(value);
      case Shape.Whole whole when node.value() instanceof Long value ->
          whole(whole, spot, node, value);
      case Shape.Whole _ when node.value() instanceof BigInteger value -> beyond(spot, node, value);
      case Shape.Time _ ->
          Durations.of(node.value())
              .<Knowledge<?>>map(Known::new)
              .orElseGet(() -> unfit(shape, spot, node));
      case Shape.Choice choice -> choice(choice, spot, node);
      case Shape.Permissions _ -> mode(spot, node);
      case Shape.PathOnHost _ when node.value() instanceof String path -> path(spot, node, path);
      case Shape.PathOnController _ when node.value() instanceof String path ->
          onController(spot, node, path);
      case Shape.Word word -> word(word, spot, node);
      case Shape.FileName _ when node.value() instanceof String -> materials.file(node, problems);
      case Shape.FolderName _ when node.value() instanceof String ->
          materials.folder(node, problems);
      case Shape.TemplateName _ when node.value() instanceof String ->
          materials.template(node, problems);
      case Shape.Condition _ -> claim(node);
      case Shape.Reference _ when node.value() instanceof String -> variable(node);
      default -> unfit(shape, spot, node);
    };
  }

  /** A version such as 1.10 is kept as it is written, and not as the number 1.1. */
  private static String text(Node.Scalar node) {
    return node.value() instanceof String text
        ? text
        : node.plain() ? node.raw() : String.valueOf(node.value());
  }

  private Knowledge<?> whole(Shape.Whole shape, Spot spot, Node.Scalar node, long value) {
    if (shape.wide()) {
      return new Known<>(value);
    }
    return value != (int) value
        ? beyond(spot, node, BigInteger.valueOf(value))
        : new Known<>((int) value);
  }

  private Knowledge<?> beyond(Spot spot, Node.Scalar node, BigInteger value) {
    problems.add(
        node.at(),
        "%s cannot be as %s as %d"
            .formatted(spot.phrase(), value.signum() < 0 ? "small" : "large", value));
    return Invalid.told();
  }

  private Knowledge<?> choice(Shape.Choice shape, Spot spot, Node.Scalar node) {
    var word = node.plain() ? node.raw() : String.valueOf(node.value());
    var value = Optional.ofNullable(shape.values().get(word));
    if (value.isEmpty()) {
      problems.add(
          node.at(),
          spot.phrase() + " must be " + shape.noun() + ", but this is " + Shown.of(node),
          Suggestion.hint(word, shape.values().keySet()));
    }
    return value.<Knowledge<?>>map(Known::new).orElseGet(Invalid::told);
  }

  private Knowledge<?> mode(Spot spot, Node.Scalar node) {
    if (node.value() instanceof String text) {
      try {
        return new Known<>(Mode.of(text));
      } catch (IllegalArgumentException e) {
        problems.add(node.at(), spot.phrase() + " is not a mode: " + e.getMessage());
        return Invalid.told();
      }
    }
    // Without quotes YAML 1.1 would read octal and YAML 1.2 decimal: nobody can tell what is meant.
    var octal = node.raw().replaceFirst("^0o", "0");
    problems.add(
        node.at(),
        spot.phrase() + " must be in quotes, or YAML reads it as " + Shown.of(node),
        "write "
            + spot.start()
            + (octal.matches("0?[0-7]{3,4}") ? "\"" + octal + "\"" : "\"0644\""));
    return Invalid.told();
  }

  private Knowledge<?> path(Spot spot, Node.Scalar node, String path) {
    try {
      return new Known<>(new HostPath(path));
    } catch (IllegalArgumentException e) {
      problems.add(node.at(), spot.phrase() + ": " + e.getMessage());
      return Invalid.told();
    }
  }

  private Knowledge<?> onController(Spot spot, Node.Scalar node, String path) {
    try {
      return new Known<>(ControllerPath.of(materials.root(), path));
    } catch (IllegalArgumentException e) {
      problems.add(node.at(), spot.phrase() + ": " + e.getMessage());
      return Invalid.told();
    }
  }

  private Knowledge<?> word(Shape.Word shape, Spot spot, Node.Scalar node) {
    try {
      return new Known<>(Records.make(shape.type(), text(node)));
    } catch (IllegalArgumentException e) {
      problems.add(
          node.at(),
          spot.phrase() + ": " + e.getMessage(),
          "write " + spot.start() + shape.sample());
      return Invalid.told();
    }
  }

  private Knowledge<?> claim(Node.Scalar node) {
    // TRUE is a boolean of YAML, but no word of expressions.
    var text = node.value() instanceof Boolean ? node.value().toString() : node.raw();
    return materials
        .claim(new Condition.Term(node.at(), text), problems)
        .map(holds -> new Claim(text, holds));
  }

  private Knowledge<?> variable(Node.Scalar node) {
    return materials.variable(node, problems).map(value -> new Variable(node.raw(), value));
  }

  Knowledge<?> unfit(Shape shape, Spot spot, Node node) {
    problems.add(
        node.at(),
        spot.phrase() + " must be " + shape.noun() + ", but this is " + Shown.of(node),
        "write " + spot.start() + fitting(shape, node));
    return Invalid.told();
  }

  /** What the user meant, where that can be told; else any value of the shape. */
  private static String fitting(Shape shape, Node node) {
    if (node instanceof Node.Scalar(_, String raw, _, _, boolean secret) && !secret) {
      if (shape instanceof Shape.Bool) {
        return raw.matches("(?i)n|no|off|false") ? "false" : "true";
      }
      if (shape instanceof Shape.Whole && raw.matches("-?[0-9]{1,18}")) {
        return raw;
      }
      if (shape instanceof Shape.ListOf && raw.matches("[\\w./-]{1,40}")) {
        return "[" + raw + "]";
      }
    }
    return shape.sample();
  }
}
