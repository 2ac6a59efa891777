package runbook.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import runbook.knowledge.Unknown;

/** What check mode tells of a result, beside what a run then shows. */
final class ForetoldResult {

  private ForetoldResult() {}

  /** The values that were foretold, where it was left open those that came. */
  static Map<String, Object> of(Map<?, ?> foretold, Map<?, ?> done) {
    var values = new LinkedHashMap<String, Object>();
    foretold.forEach((name, value) -> values.put(name.toString(), value(value, done.get(name))));
    return values;
  }

  private static Object value(Object foretold, Object done) {
    if (foretold instanceof Unknown<?>) {
      return done;
    }
    return foretold instanceof Map<?, ?> map && done instanceof Map<?, ?> other
        ? of(map, other)
        : foretold;
  }
}
