package runbook.manual;

import java.util.List;
import java.util.Map;
import runbook.schema.Parameter;
import runbook.schema.ParameterType;

/** Sentences shared by the terminal help and the Markdown pages. */
final class ParameterPhrases {

  private ParameterPhrases() {}

  /** Returns, for example, "required" or "'0644' by default". */
  static String presence(Parameter parameter) {
    return parameter.required()
        ? "required"
        : parameter.defaultText().map(w -> "'" + w + "' by default").orElse("optional");
  }

  /** Returns the documented words of a choice. */
  static Map<String, String> meanings(ParameterType parameterType) {
    return parameterType instanceof ParameterType.ChoiceType choiceType
        ? choiceType.docs()
        : Map.of();
  }

  /** Returns the parameters of a nested map, if it is one. */
  static List<Parameter> inside(ParameterType parameterType) {
    return switch (parameterType) {
      case ParameterType.RecordType recordType -> recordType.parameters();
      case ParameterType.ListType(ParameterType.RecordType(_, var parameters)) -> parameters;
      default -> List.of();
    };
  }
}
