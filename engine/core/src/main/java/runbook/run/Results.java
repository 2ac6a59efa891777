package runbook.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.step.Account;

/** The values that {@code register} keeps. */
final class Results {

  private Results() {}

  static Map<String, Object> of(Account account) {
    var result = flags(account.changed(), false, false);
    account
        .ran()
        .ifPresent(ran -> {
          result.put("rc", (long) ran.exit());
          result.put("stdout", ran.out().stripTrailing());
          result.put("stderr", ran.err().stripTrailing());
          result.put("stdout_lines", ran.out().lines().toList());
          result.put("stderr_lines", ran.err().lines().toList());
        });
    result.putAll(account.values());
    return result;
  }

  static Map<String, Object> flags(boolean changed, boolean failed, boolean skipped) {
    var result = new LinkedHashMap<String, Object>();
    result.put("changed", changed);
    result.put("failed", failed);
    result.put("skipped", skipped);
    return result;
  }

  /** What a task with a loop registers. */
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
