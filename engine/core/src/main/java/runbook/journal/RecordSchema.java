package runbook.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runbook.event.Event;
import runbook.report.RunTotals;
import runbook.text.IndentedJson;
import runbook.text.Position;
import runbook.text.Problem;

/** Describes the lines of a journal as a JSON Schema, made from the types that are written. */
public final class RecordSchema {

  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> FLAG = Map.of("type", "boolean");
  private static final Map<String, Object> WHOLE = Map.of("type", "integer");

  /** The types that others refer to, by their names. */
  private final Map<String, Object> definitions = new TreeMap<>();

  private RecordSchema() {}

  /** Returns the names of all events. */
  public static List<String> events() {
    return eventTypes().stream().map(RecordParts::name).toList();
  }

  /** Returns the types of all events but one, whose end tells the same. */
  private static List<Class<?>> eventTypes() {
    return Arrays.<Class<?>>stream(Event.class.getPermittedSubclasses())
        .filter(type -> type != Event.HostWaits.class)
        .toList();
  }

  public static String text() {
    return new RecordSchema().schema();
  }

  private String schema() {
    var lines = new ArrayList<Object>();
    lines.add(head());
    for (var event : eventTypes()) {
      lines.add(event(event));
    }
    lines.add(end());
    var all = new LinkedHashMap<String, Object>();
    all.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    all.put("title", "A line of the record of a run");
    all.put(
        "description",
        "The first line describes the run, each other line is an event, and the last line of a run"
            + " that has ended has its totals. Times are seconds since the run began.");
    all.put("oneOf", lines);
    all.put("$defs", definitions);
    return IndentedJson.write(all);
  }

  private Map<String, Object> head() {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("journal", Map.of("const", RunJournal.VERSION));
    putAll(RunHeader.class, properties);
    return object("the first line", properties, properties.keySet().stream().toList());
  }

  private Map<String, Object> end() {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("complete", FLAG);
    putAll(RunTotals.class, properties);
    return object("the last line", properties, properties.keySet().stream().toList());
  }

  private Map<String, Object> event(Class<?> type) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("event", Map.of("const", RecordParts.name(type)));
    properties.put("time", seconds());
    putAll(type, properties);
    var required = new ArrayList<>(properties.keySet());
    if (type == Event.TaskEnded.class) {
      // Only what there is, and all of it as one sealed text if it holds a secret.
      properties.put("result", true);
      properties.put("variables", Map.of("type", "object"));
      properties.put("sealed", TEXT);
      required.removeAll(List.of("result", "variables"));
    }
    return object(RecordParts.name(type), properties, required);
  }

  private void putAll(Class<?> type, Map<String, Object> properties) {
    RecordParts.of(type).parts().forEach(part -> properties.put(part.name(), of(part.type())));
  }

  private static Map<String, Object> object(
      String title, Map<String, Object> properties, List<String> required) {
    var all = new LinkedHashMap<String, Object>();
    all.put("title", title);
    all.put("type", "object");
    all.put("properties", properties);
    all.put("required", required);
    all.put("additionalProperties", false);
    return all;
  }

  private Object of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return several(generic);
    }
    var plain = (Class<?>) type;
    if (plain == String.class || plain == Position.class) {
      return TEXT;
    } else if (plain == boolean.class) {
      return FLAG;
    } else if (plain == int.class || plain == long.class) {
      return WHOLE;
    } else if (plain == Duration.class) {
      return seconds();
    } else if (plain == Object.class) {
      return true;
    } else if (plain.isEnum()) {
      return Map.of(
          "enum",
          Arrays.stream(plain.getEnumConstants())
              .map(word -> ((Enum<?>) word).name().toLowerCase(Locale.ROOT))
              .toList());
    }
    return defined(plain);
  }

  private Object several(ParameterizedType type) {
    var arguments = type.getActualTypeArguments();
    var inner = of(arguments[arguments.length - 1]);
    if (type.getRawType() == Optional.class) {
      return inner.equals(true) ? true : Map.of("oneOf", List.of(inner, Map.of("type", "null")));
    }
    var all = new LinkedHashMap<String, Object>();
    boolean isMap = type.getRawType() == Map.class;
    all.put("type", isMap ? "object" : "array");
    all.put(isMap ? "additionalProperties" : "items", inner);
    return all;
  }

  private Object defined(Class<?> type) {
    var name = RecordParts.name(type);
    if (!definitions.containsKey(name)) {
      // Before its parts, which could refer to it.
      definitions.put(name, true);
      definitions.put(name, definition(type));
    }
    return Map.of("$ref", "#/$defs/" + name);
  }

  private Object definition(Class<?> type) {
    var properties = new LinkedHashMap<String, Object>();
    if (type.isSealed()) {
      return Map.of("oneOf", Arrays.stream(type.getPermittedSubclasses()).map(this::kind).toList());
    } else if (type == Problem.class) {
      List.of("at", "message", "hint", "line").forEach(part -> properties.put(part, TEXT));
    } else {
      putAll(type, properties);
    }
    return object(RecordParts.name(type), properties, properties.keySet().stream().toList());
  }

  private Object kind(Class<?> type) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("kind", Map.of("const", RecordParts.name(type)));
    putAll(type, properties);
    return object(RecordParts.name(type), properties, properties.keySet().stream().toList());
  }

  private static Map<String, Object> seconds() {
    return Map.of("type", "number");
  }
}
