package runbook.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import runbook.event.Event;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Source;

/** Turns the maps of {@link EventText} into events again. */
final class EventReader {

  private static final Pattern POSITION = Pattern.compile("(?s)(.*):(\\d+):(\\d+)");
  private static final int MOST_LINES = 1_000_000;
  private static final double NANOS = 1_000_000_000.0;

  /** The kinds of each sealed type, by name. */
  private static final Map<Class<?>, Map<String, Class<?>>> KINDS = new ConcurrentHashMap<>();

  private EventReader() {}

  /**
   * Reads an event; empty if a later version of this program has added it.
   *
   * @throws IllegalArgumentException if the map is not that of an event
   */
  static Optional<Event> event(Map<?, ?> line) {
    var type = kinds(Event.class).get(String.valueOf(line.get("event")));
    if (type == Event.TaskEnded.class) {
      // What it sets and returns is for a run that goes on with this one, and may be sealed.
      return Optional.of(
          new Event.TaskEnded(
              String.valueOf(line.get("host")),
              number(line.get("task")).intValue(),
              Boolean.TRUE.equals(line.get("changed")),
              Optional.empty(),
              Map.of()));
    }
    return Optional.ofNullable(type).map(known -> (Event) record(known, line));
  }

  static Duration time(Object seconds) {
    return Duration.ofNanos(Math.round(number(seconds).doubleValue() * NANOS));
  }

  private static Map<String, Class<?>> kinds(Class<?> sealedType) {
    return KINDS.computeIfAbsent(
        sealedType,
        type -> {
          var all = new HashMap<String, Class<?>>();
          Arrays.stream(type.getPermittedSubclasses())
              .forEach(kind -> all.put(RecordParts.name(kind), kind));
          return all;
        });
  }

  static Object record(Class<?> type, Map<?, ?> map) {
    var recordParts = RecordParts.of(type);
    return recordParts.make(
        recordParts.parts().stream()
            .map(part -> value(part.type(), map.get(part.name())))
            .toArray());
  }

  private static Object value(Type type, Object value) {
    if (type instanceof ParameterizedType generic) {
      return several(generic, value);
    }
    var wanted = (Class<?>) type;
    if (wanted == String.class) {
      return String.valueOf(value);
    } else if (wanted == boolean.class) {
      return Boolean.TRUE.equals(value);
    } else if (wanted == int.class) {
      return number(value).intValue();
    } else if (wanted == long.class) {
      return number(value).longValue();
    } else if (wanted == Duration.class) {
      return time(value);
    } else if (wanted == Position.class) {
      return position(String.valueOf(value), "");
    } else if (wanted == Problem.class) {
      return problem(map(value));
    } else if (wanted.isEnum()) {
      return constant(wanted, String.valueOf(value));
    } else if (wanted.isRecord()) {
      return record(wanted, map(value));
    } else if (wanted.isSealed()) {
      var kind = kinds(wanted).get(String.valueOf(map(value).get("kind")));
      if (kind == null) {
        throw new IllegalArgumentException("an unknown kind: " + map(value).get("kind"));
      }
      return record(kind, map(value));
    }
    throw new IllegalStateException("a type that cannot be read: " + type);
  }

  private static Object several(ParameterizedType type, Object value) {
    var inner = type.getActualTypeArguments()[0];
    if (type.getRawType() == Optional.class) {
      return Optional.ofNullable(value).map(there -> value(inner, there));
    }
    if (!(value instanceof List<?> list)) {
      throw new IllegalArgumentException("not a list: " + value);
    }
    return list.stream().map(item -> value(inner, item)).toList();
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an unknown word: " + name));
  }

  private static Problem problem(Map<?, ?> map) {
    return new Problem(
        position(String.valueOf(map.get("at")), String.valueOf(map.get("line"))),
        String.valueOf(map.get("message")),
        String.valueOf(map.get("hint")));
  }

  /** Returns a position in a source of which only the given line is known. */
  private static Position position(String at, String line) {
    var match = POSITION.matcher(at);
    if (!match.matches()) {
      return new Source(at, "").whole();
    }
    int number = Integer.parseInt(match.group(2));
    var text = line.isEmpty() ? "" : "\n".repeat(Math.clamp(number - 1L, 0, MOST_LINES)) + line;
    return new Source(match.group(1), text).at(number, Integer.parseInt(match.group(3)));
  }

  private static Map<?, ?> map(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("not a map: " + value);
  }

  private static Number number(Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("not a number: " + value);
  }
}
