package runbook.manual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.schema.Parameter;
import runbook.schema.Shape;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** The values of parameters in the words of JSON Schema. */
final class ValueSchema {

  /** A text with a variable in it can stand for a value of any type. */
  static final Map<String, Object> VARIABLE = text("\\{\\{");

  private ValueSchema() {}

  /** The properties of a map with these parameters. */
  static Map<String, Object> object(List<Parameter> parameters) {
    var properties = new LinkedHashMap<String, Object>();
    for (var p : parameters) {
      var property = new LinkedHashMap<String, Object>();
      property.put("description", p.doc());
      property.putAll(orVariable(p.shape()));
      p.written().ifPresent(w -> property.put("default", value(p.shape(), w)));
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

  private static Map<String, Object> orVariable(Shape shape) {
    return switch (shape) {
      case Shape.Text _,
          Shape.Word _,
          Shape.PathOnController _,
          Shape.FileName _,
          Shape.FolderName _,
          Shape.TemplateName _,
          Shape.Reference _ ->
          of(shape);
      default -> Map.of("anyOf", List.of(of(shape), VARIABLE));
    };
  }

  private static Map<String, Object> of(Shape shape) {
    return switch (shape) {
      case Shape.Text _, Shape.Word _ -> Map.of("type", List.of("string", "number", "boolean"));
      case Shape.Bool _ -> Map.of("type", "boolean");
      case Shape.Whole _ -> Map.of("type", "integer");
      case Shape.Time _ -> duration();
      case Shape.Choice choice -> choice(choice);
      case Shape.Permissions _ -> text("^0?[0-7]{3,4}$");
      case Shape.PathOnHost _ -> text("^/");
      case Shape.PathOnController _, Shape.FileName _, Shape.FolderName _, Shape.TemplateName _ ->
          Map.of("type", "string");
      case Shape.TextMap _ ->
          ordered("type", "object", "additionalProperties", of(new Shape.Text()));
      case Shape.EntryMap _, Shape.Variables _ -> Map.of("type", "object");
      case Shape.Condition _ -> Map.of("type", List.of("string", "boolean"));
      case Shape.Reference _ -> Map.of("type", "string");
      case Shape.ListOf(Shape.Condition item) ->
          Map.of("anyOf", List.of(of(item), ordered("type", "array", "items", of(item))));
      case Shape.ListOf(var item) -> ordered("type", "array", "items", orVariable(item));
      case Shape.Group(_, var parameters) -> object(parameters);
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

  private static Map<String, Object> choice(Shape.Choice choice) {
    var words = List.copyOf(choice.values().keySet());
    if (choice.docs().isEmpty()) {
      return Map.of("enum", words);
    }
    return Map.of(
        "oneOf",
        words.stream()
            .map(w -> ordered("const", w, "description", choice.docs().getOrDefault(w, w)))
            .toList());
  }

  private static Object value(Shape shape, String written) {
    var typed = shape instanceof Shape.Bool || shape instanceof Shape.Whole;
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
