package runbook.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import runbook.step.CallResult;

/** Builds the values that {@code register} keeps. */
final class RegisteredResults {

  private static final Set<String> LINE_ENDS = Set.of("", "\n", "\r\n", "\r");

  private RegisteredResults() {}

  static Map<String, Object> of(CallResult callResult) {
    var result = flags(callResult.changed(), false, false);
    callResult
        .ran()
        .ifPresent(commandOutput -> {
          result.put("rc", (long) commandOutput.exit());
          put(result, "stdout", commandOutput.out());
          put(result, "stderr", commandOutput.err());
          result.put("truncated", commandOutput.cut() > 0);
        });
    result.putAll(callResult.values());
    return result;
  }

  /** Both values share the same text, unless it ends with more than a line break. */
  private static void put(Map<String, Object> result, String name, String printed) {
    var text = printed.stripTrailing();
    boolean isWhole = LINE_ENDS.contains(printed.substring(text.length()));
    result.put(name, text);
    result.put(name + "_lines", OutputLines.of(isWhole ? text : printed));
  }

  static Map<String, Object> flags(boolean changed, boolean failed, boolean skipped) {
    var result = new LinkedHashMap<String, Object>();
    result.put("changed", changed);
    result.put("failed", failed);
    result.put("skipped", skipped);
    return result;
  }

  /** Returns the value that a task with a loop registers. */
  static Map<String, Object> list(List<Object> results) {
    var result =
        flags(
            anyone(results, "changed"),
            anyone(results, "failed"),
            !results.isEmpty() && results.stream().allMatch(r -> is(r, "skipped")));
    result.put("results", results);
    return result;
  }

  private static boolean anyone(List<Object> results, String flag) {
    return results.stream().anyMatch(r -> is(r, flag));
  }

  private static boolean is(Object result, String flag) {
    return result instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get(flag));
  }
}
