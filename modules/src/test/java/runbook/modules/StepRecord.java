package runbook.modules;

import java.util.List;
import java.util.Map;
import runbook.module.Difference;
import runbook.step.CallResult;

/**
 * The result of a step.
 *
 * @param message why it failed or is unknown; empty otherwise
 */
record StepRecord(
    Kind kind, String message, List<Difference> differences, Map<String, Object> values) {

  enum Kind {
    OK,
    CHANGED,
    FAILED,
    UNKNOWN
  }

  static StepRecord failed(String message) {
    return new StepRecord(Kind.FAILED, message, List.of(), Map.of());
  }

  static StepRecord of(CallResult callResult) {
    if (callResult.unsureReason().isPresent()) {
      return new StepRecord(
          Kind.UNKNOWN, callResult.unsureReason().get(), List.of(), callResult.values());
    }
    if (callResult.ran().filter(output -> output.exit() != 0).isPresent()) {
      return failed("the command exited with " + callResult.ran().get().exit());
    }
    return new StepRecord(
        callResult.changed() ? Kind.CHANGED : Kind.OK,
        "",
        callResult.differences(),
        callResult.values());
  }

  boolean isUnknown() {
    return kind == Kind.UNKNOWN;
  }

  /** Reports whether this record of check mode predicted the run. */
  boolean agrees(StepRecord done) {
    return isUnknown() || kind == done.kind();
  }
}
