package runbook.manual;

import java.util.List;
import java.util.Map;
import runbook.schema.Parameter;
import runbook.schema.ParameterType;

/** The sentences that the terminal and the page have in common. */
final class ParameterPhrases {

  private ParameterPhrases() {}

  /** "must be given", "'0644' by default". */
  static String presence(Parameter parameter) {
    return parameter.required()
        ? "must be given"
        : parameter.defaultText().map(w -> "'" + w + "' by default").orElse("may be left out");
  }

  /** What the words of a choice mean, where that is said. */
  static Map<String, String> meanings(ParameterType parameterType) {
    return parameterType instanceof ParameterType.ChoiceType choiceType
        ? choiceType.docs()
        : Map.of();
  }

  /** The parameters inside of one, if any. */
  static List<Parameter> inside(ParameterType parameterType) {
    return switch (parameterType) {
      case ParameterType.RecordType recordType -> recordType.parameters();
      case ParameterType.ListType(ParameterType.RecordType(_, var parameters)) -> parameters;
      default -> List.of();
    };
  }
}
