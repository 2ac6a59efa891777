package runbook.journal;

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
import runbook.text.Snippet;

/** Turns events into maps that can be written as JSON: a record becomes a map of its components. */
final class EventText {

  /** The names of all types so far, which are few. */
  private static final Map<Class<?>, String> NAMES = new ConcurrentHashMap<>();

  private static final double NANOS = 1_000_000_000.0;

  private final UnaryOperator<String> mask;

  /**
   * @param mask hides secrets in every text
   */
  EventText(UnaryOperator<String> mask) {
    this.mask = mask;
  }

  /**
   * @param nanos the time since the run began
   */
  Map<String, Object> of(Event event, long nanos) {
    return putAll((Record) event, head(event, nanos));
  }

  /** Returns the entries that the lines of all events begin with. */
  static Map<String, Object> head(Event event, long nanos) {
    var all = new LinkedHashMap<String, Object>();
    all.put("event", name(event.getClass()));
    all.put("time", nanos / NANOS);
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
      case Duration time -> time.toNanos() / NANOS;
      case Position at -> mask.apply(at.toString());
      case Problem problem -> problem(problem);
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

  /** Keeps the line that the problem is in, so that it can be shown later without the file. */
  private Map<String, Object> problem(Problem problem) {
    var all = new LinkedHashMap<String, Object>();
    all.put("at", value(problem.at()));
    all.put("message", value(problem.message()));
    all.put("hint", value(problem.hint()));
    all.put("line", value(Snippet.line(problem.at())));
    return all;
  }

  private Object kind(Class<?> type, Record value) {
    var all = new LinkedHashMap<String, Object>();
    all.put("kind", name(type));
    return putAll(value, all);
  }

  private Map<String, Object> putAll(Record value, Map<String, Object> all) {
    for (var part : RecordParts.of(value.getClass()).parts()) {
      all.put(part.name(), value(part.of(value)));
    }
    return all;
  }

  private static String name(Class<?> type) {
    return NAMES.computeIfAbsent(type, RecordParts::name);
  }
}
