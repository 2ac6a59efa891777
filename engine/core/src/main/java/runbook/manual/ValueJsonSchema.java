package runbook.manual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.schema.Parameter;
import runbook.schema.ParameterType;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Describes the values of parameters in JSON Schema. */
final class ValueJsonSchema {

  /** A text that contains a variable, which is accepted for values of any type. */
  static final Map<String, Object> VARIABLE = text("\\{\\{");

  private ValueJsonSchema() {}

  /** Returns the schema of a map with these parameters. */
  static Map<String, Object> object(List<Parameter> parameters) {
    var properties = new LinkedHashMap<String, Object>();
    for (var p : parameters) {
      var property = new LinkedHashMap<String, Object>();
      property.put("description", p.doc());
      property.putAll(orVariable(p.parameterType()));
      p.defaultText().ifPresent(w -> property.put("default", value(p.parameterType(), w)));
      properties.put(p.name(), property);
    }
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "object");
    object.put("properties", properties);
    var required = parameters.stream().filter(Parameter::required).map(Parameter::name).toList();
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("additionalProperties", false);
    return object;
  }

  private static Map<String, Object> orVariable(ParameterType parameterType) {
    return switch (parameterType) {
      case ParameterType.TextType _,
          ParameterType.CustomTextType _,
          ParameterType.ControllerPathType _,
          ParameterType.FileNameType _,
          ParameterType.FolderNameType _,
          ParameterType.TemplateNameType _,
          ParameterType.VariableNameType _ ->
          of(parameterType);
      default -> Map.of("anyOf", List.of(of(parameterType), VARIABLE));
    };
  }

  private static Map<String, Object> of(ParameterType parameterType) {
    return switch (parameterType) {
      case ParameterType.TextType _, ParameterType.CustomTextType _ ->
          Map.of("type", List.of("string", "number", "boolean"));
      case ParameterType.BooleanType _ -> Map.of("type", "boolean");
      case ParameterType.IntegerType _ -> Map.of("type", "integer");
      case ParameterType.DurationType _ -> duration();
      case ParameterType.ChoiceType choiceType -> choice(choiceType);
      case ParameterType.FileModeType _ -> text("^0?[0-7]{3,4}$");
      case ParameterType.HostPathType _ -> text("^/");
      case ParameterType.ControllerPathType _,
          ParameterType.FileNameType _,
          ParameterType.FolderNameType _,
          ParameterType.TemplateNameType _ ->
          Map.of("type", "string");
      case ParameterType.TextMapType _ ->
          ordered("type", "object", "additionalProperties", of(new ParameterType.TextType()));
      case ParameterType.EntryMapType _, ParameterType.AssignmentsType _ ->
          Map.of("type", "object");
      case ParameterType.ConditionType _ -> Map.of("type", List.of("string", "boolean"));
      case ParameterType.VariableNameType _ -> Map.of("type", "string");
      case ParameterType.ListType(ParameterType.ConditionType item) ->
          Map.of("anyOf", List.of(of(item), ordered("type", "array", "items", of(item))));
      case ParameterType.ListType(var item) -> ordered("type", "array", "items", orVariable(item));
      case ParameterType.RecordType(_, var parameters) -> object(parameters);
    };
  }

  static Map<String, Object> duration() {
    return Map.of(
        "anyOf",
        List.of(
            ordered("type", "integer", "minimum", 0),
            text("^(?=.)([0-9]+y)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$")));
  }

  static Map<String, Object> text(String pattern) {
    return ordered("type", "string", "pattern", pattern);
  }

  private static Map<String, Object> choice(ParameterType.ChoiceType choiceType) {
    var words = List.copyOf(choiceType.values().keySet());
    if (choiceType.docs().isEmpty()) {
      return Map.of("enum", words);
    }
    return Map.of(
        "oneOf",
        words.stream()
            .map(w -> ordered("const", w, "description", choiceType.docs().getOrDefault(w, w)))
            .toList());
  }

  private static Object value(ParameterType parameterType, String written) {
    var typed =
        parameterType instanceof ParameterType.BooleanType
            || parameterType instanceof ParameterType.IntegerType;
    return typed
            && YamlReader.read(new Source("default", written), new Problems()).orElseThrow()
                instanceof Node.Scalar scalar
        ? scalar.value()
        : written;
  }

  static Map<String, Object> ordered(String first, Object one, String second, Object two) {
    var map = new LinkedHashMap<String, Object>();
    map.put(first, one);
    map.put(second, two);
    return map;
  }
}
