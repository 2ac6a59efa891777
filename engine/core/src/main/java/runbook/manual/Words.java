package runbook.manual;

import java.util.List;
import java.util.Map;
import runbook.schema.Parameter;
import runbook.schema.Shape;

/** The sentences that the terminal and the page have in common. */
final class Words {

  private Words() {}

  /** "must be given", "'0644' by default". */
  static String presence(Parameter parameter) {
    return parameter.required()
        ? "must be given"
        : parameter.written().map(w -> "'" + w + "' by default").orElse("may be left out");
  }

  /** What the words of a choice mean, where that is said. */
  static Map<String, String> meanings(Shape shape) {
    return shape instanceof Shape.Choice choice ? choice.docs() : Map.of();
  }

  /** The parameters inside of one, if any. */
  static List<Parameter> inside(Shape shape) {
    return switch (shape) {
      case Shape.Group group -> group.parameters();
      case Shape.ListOf(Shape.Group(_, var parameters)) -> parameters;
      default -> List.of();
    };
  }
}
