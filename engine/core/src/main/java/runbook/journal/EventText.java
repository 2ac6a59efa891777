package runbook.journal;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.StepOutcome;
import runbook.module.Difference;
import runbook.text.Position;
import runbook.text.Problem;

/** Turns events into maps that can be written as JSON: a record becomes a map of its components. */
final class EventText {

  /** The names of all types and components so far, which are few. */
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  private final UnaryOperator<String> mask;

  /**
   * @param mask hides secrets in every text
   */
  EventText(UnaryOperator<String> mask) {
    this.mask = mask;
  }

  Map<String, Object> of(Event event) {
    var all = new LinkedHashMap<String, Object>();
    all.put("event", snake(event.getClass().getSimpleName()));
    putAll((Record) event, all);
    return all;
  }

  Map<String, Object> of(RunHeader header) {
    return putAll(header, new LinkedHashMap<>());
  }

  private Object value(Object value) {
    return switch (value) {
      case null -> null;
      case String text -> mask.apply(text);
      case Boolean _, Number _ -> value;
      case Duration time -> time.toNanos() / 1_000_000_000.0;
      case Position at -> mask.apply(at.toString());
      case Problem problem -> mask.apply(problem.at() + ": " + problem.message());
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      case Optional<?> maybe -> value(maybe.orElse(null));
      case List<?> list -> list.stream().map(this::value).toList();
      case Map<?, ?> map -> {
        var all = new LinkedHashMap<String, Object>();
        map.forEach((name, inner) -> all.put(String.valueOf(name), value(inner)));
        yield all;
      }
      case StepOutcome outcome -> kind(outcome.getClass(), (Record) outcome);
      case Difference difference -> kind(difference.getClass(), (Record) difference);
      case Record inner -> putAll(inner, new LinkedHashMap<>());
      default -> mask.apply(value.toString());
    };
  }

  private Object kind(Class<?> type, Record value) {
    var all = new LinkedHashMap<String, Object>();
    all.put("kind", snake(type.getSimpleName()));
    return putAll(value, all);
  }

  private Map<String, Object> putAll(Record value, Map<String, Object> all) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        var name = snake(component.getName());
        all.put(name, value(component.getAccessor().invoke(value)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("an event that cannot be recorded: " + value, e);
      }
    }
    return all;
  }

  private static String snake(String name) {
    return NAMES.computeIfAbsent(
        name, known -> known.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
  }
}
