package runbook.manual;

import static runbook.manual.ValueJsonSchema.ordered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.playbook.RoleDescription;
import runbook.schema.Keyword;
import runbook.schema.Keywords;
import runbook.schema.ModuleRegistry;
import runbook.schema.ModuleSchema;
import runbook.text.IndentedJson;

/** Creates the JSON Schema of playbooks, which editors use to complete, explain and check. */
public final class EditorSchema {

  private static final String TEXT_OR_NUMBER = "string number";

  private static final List<String> INCLUDES =
      List.of("include_tasks", "import_tasks", "include_role", "import_role");

  private EditorSchema() {}

  public static String of(ModuleRegistry moduleRegistry) {
    return of(moduleRegistry, List.of());
  }

  /**
   * Creates the schema for a project.
   *
   * @param roles the roles whose arguments editors can complete and check
   */
  public static String of(ModuleRegistry moduleRegistry, List<RoleDescription> roles) {
    var roleArguments = new RoleArgumentsSchema(roles);
    var defs = new LinkedHashMap<String, Object>();
    defs.put("import_playbook", object(Keywords.IMPORT_PLAYBOOK));
    defs.put("play", object(Keywords.PLAY));
    defs.put("role", roleArguments.inRoles(object(Keywords.ROLE)));
    defs.put("elements", ordered("type", "array", "items", ref("element")));
    defs.put("tasks", ordered("type", "array", "items", ref("task")));
    defs.put("element", element());
    defs.put("task", task(moduleRegistry));
    defs.put("block", object(Keywords.BLOCK));
    defs.put("include", roleArguments.inIncludes(object(Keywords.INCLUDE)));
    defs.put("included_file", object(Keywords.INCLUDED_FILE));
    defs.put("included_role", object(Keywords.INCLUDED_ROLE));
    defs.put("barrier_element", object(Keywords.BARRIER_ELEMENT));
    defs.put("barrier", object(Keywords.BARRIER));
    defs.put("rolling", object(Keywords.ROLLING));
    moduleRegistry.all().forEach(m -> defs.put("module." + m.name(), module(m)));
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "A playbook of runbook");
    schema.put("type", "array");
    schema.put("items", either("import_playbook", ref("import_playbook"), ref("play")));
    schema.put("$defs", defs);
    return IndentedJson.write(schema);
  }

  /**
   * Selects the kind of element by the one key that only it has, so that editors report problems of
   * that kind only.
   */
  private static Map<String, Object> element() {
    var element = either("barrier", ref("barrier_element"), ref("task"));
    for (var key : INCLUDES) {
      element = either(key, ref("include"), element);
    }
    return either("block", ref("block"), element);
  }

  private static Map<String, Object> either(String key, Object then, Object otherwise) {
    var either = new LinkedHashMap<String, Object>();
    either.put("if", ordered("type", "object", "required", List.of(key)));
    either.put("then", then);
    either.put("else", otherwise);
    return either;
  }

  private static Map<String, Object> task(ModuleRegistry moduleRegistry) {
    var task = object(Keywords.TASK);
    var properties = properties(Keywords.TASK);
    moduleRegistry.names().forEach(n -> properties.put(n, ref("module." + n)));
    task.put("properties", properties);
    var one = moduleRegistry.names().stream().map(n -> Map.of("required", List.of(n))).toList();
    if (!one.isEmpty()) {
      task.put("oneOf", one);
    }
    return task;
  }

  private static Map<String, Object> module(ModuleSchema module) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("description", module.doc());
    if (module.assigns().isPresent()) {
      schema.put("type", "object");
      return schema;
    }
    var object = ValueJsonSchema.object(module.parameters());
    if (module.shorthand().isPresent()) {
      schema.put("anyOf", List.of(object, types(TEXT_OR_NUMBER)));
    } else if (object.containsKey("required")) {
      schema.putAll(object);
    } else {
      schema.put("anyOf", List.of(object, types("null")));
    }
    return schema;
  }

  private static Map<String, Object> object(List<Keyword> keywords) {
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "object");
    object.put("properties", properties(keywords));
    var required = keywords.stream().filter(Keyword::required).map(Keyword::name).toList();
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("additionalProperties", false);
    return object;
  }

  private static Map<String, Object> properties(List<Keyword> keywords) {
    var properties = new LinkedHashMap<String, Object>();
    for (var keyword : keywords) {
      var property = new LinkedHashMap<String, Object>();
      property.put("description", keyword.doc());
      property.putAll(value(keyword.keywordKind()));
      properties.put(keyword.name(), property);
    }
    return properties;
  }

  private static Map<String, Object> value(Keyword.KeywordKind keywordKind) {
    return switch (keywordKind) {
      case TEXT -> types(TEXT_OR_NUMBER);
      case BOOLEAN -> types("boolean");
      case COUNT -> ordered("type", "integer", "minimum", 1);
      case DURATION -> ValueJsonSchema.duration();
      case NAMES -> oneOrMore(types(TEXT_OR_NUMBER));
      case CONDITION -> oneOrMore(types("string boolean"));
      case ITEMS -> types("array string");
      case VARIABLES -> types("object");
      case BECOME_METHOD -> Map.of("enum", List.of("sudo", "su"));
      case ON_FAILURE -> Map.of("enum", List.of("abort", "continue"));
      case NEED ->
          Map.of(
              "anyOf",
              List.of(
                  Map.of("enum", List.of("all", "quorum")),
                  ordered("type", "integer", "minimum", 1),
                  ValueJsonSchema.text("^[0-9]{1,3}%$")));
      case ELEMENTS -> ref("elements");
      case ROLES ->
          ordered("type", "array", "items", Map.of("anyOf", List.of(types("string"), ref("role"))));
      case INCLUDED_FILE -> Map.of("anyOf", List.of(types("string"), ref("included_file")));
      case INCLUDED_ROLE -> Map.of("anyOf", List.of(types("string"), ref("included_role")));
      case TASKS -> ref("tasks");
      case BARRIER -> Map.of("anyOf", List.of(types("string"), ref("barrier")));
      case ROLLING -> ref("rolling");
    };
  }

  private static Map<String, Object> types(String names) {
    var types = List.of(names.split(" ", -1));
    return Map.of("type", types.size() == 1 ? types.getFirst() : types);
  }

  private static Map<String, Object> oneOrMore(Object item) {
    return Map.of("anyOf", List.of(item, ordered("type", "array", "items", item)));
  }

  private static Map<String, Object> ref(String name) {
    return Map.of("$ref", "#/$defs/" + name);
  }
}
