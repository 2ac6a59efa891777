package runbook.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import runbook.knowledge.Unknown;

/** Compares the result that check mode predicts with that of the run. */
final class PredictedResult {

  private PredictedResult() {}

  /** Returns the predicted values, with actual values in place of unknown ones. */
  static Map<String, Object> of(Map<?, ?> predicted, Map<?, ?> done) {
    var values = new LinkedHashMap<String, Object>();
    predicted.forEach((name, value) -> values.put(name.toString(), value(value, done.get(name))));
    return values;
  }

  private static Object value(Object predicted, Object done) {
    if (predicted instanceof Unknown<?>) {
      return done;
    }
    return predicted instanceof Map<?, ?> map && done instanceof Map<?, ?> other
        ? of(map, other)
        : predicted;
  }
}
