package runbook.manual;

import static runbook.manual.ValueJsonSchema.ordered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import runbook.playbook.ArgumentType;
import runbook.playbook.RoleArgument;
import runbook.playbook.RoleDescription;

/** Adds to the JSON Schema what the roles of a project take as {@code vars}. */
record RoleArgumentsSchema(List<RoleDescription> roles) {

  RoleArgumentsSchema(List<RoleDescription> roles) {
    this.roles = roles.stream().filter(role -> !role.spec().arguments().isEmpty()).toList();
  }

  /** Adds the arguments to an entry of {@code roles}. */
  Map<String, Object> inRoles(Map<String, Object> entry) {
    return with(entry, name -> has("role", Map.of("const", name)));
  }

  /** Adds the arguments to an include of a role, in its long and its short form. */
  Map<String, Object> inIncludes(Map<String, Object> include) {
    return with(
        include,
        name -> {
          var called =
              Map.of("anyOf", List.of(Map.of("const", name), has("name", Map.of("const", name))));
          return Map.of("anyOf", List.of(has("include_role", called), has("import_role", called)));
        });
  }

  private Map<String, Object> with(
      Map<String, Object> entry, Function<String, Map<String, Object>> isCall) {
    if (!roles.isEmpty()) {
      entry.put(
          "allOf",
          roles.stream()
              .map(role -> ordered("if", isCall.apply(role.name()), "then", vars(role)))
              .toList());
    }
    return entry;
  }

  private static Map<String, Object> has(String key, Object value) {
    return ordered("properties", Map.of(key, value), "required", List.of(key));
  }

  private static Map<String, Object> vars(RoleDescription role) {
    var properties = new LinkedHashMap<String, Object>();
    role.spec()
        .arguments()
        .forEach(argument -> properties.put(argument.name().raw(), value(argument)));
    return Map.of("properties", Map.of("vars", Map.of("properties", properties)));
  }

  /** A text with a variable can stand for a value of any type. */
  private static Map<String, Object> value(RoleArgument argument) {
    var value = new LinkedHashMap<String, Object>();
    if (!argument.doc().isEmpty()) {
      value.put("description", argument.doc());
    }
    if (!argument.choices().isEmpty()) {
      value.put("anyOf", List.of(Map.of("enum", argument.choices()), ValueJsonSchema.VARIABLE));
    } else if (argument.type() != ArgumentType.ANY) {
      value.put("anyOf", List.of(Map.of("type", types(argument.type())), ValueJsonSchema.VARIABLE));
    }
    return value;
  }

  private static List<String> types(ArgumentType type) {
    return switch (type) {
      case ANY -> List.of();
      case TEXT -> List.of("string", "number");
      case INTEGER -> List.of("integer");
      case NUMBER -> List.of("number");
      case BOOLEAN -> List.of("boolean");
      case LIST -> List.of("array");
      case MAP -> List.of("object");
    };
  }
}
