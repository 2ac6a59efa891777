package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.event.StepOutcome;
import runbook.module.Difference;
import runbook.step.CallResult;
import runbook.value.SecretText;

/**
 * The result of one attempt at a step.
 *
 * @param result the value {@code register} would keep
 */
record AttemptResult(Object result, StepOutcome stepOutcome, CallResult callResult) {

  /** The result before the first attempt. */
  static final AttemptResult NOTHING = new AttemptResult(Map.of(), new StepOutcome.Ok());

  AttemptResult(Object result, StepOutcome stepOutcome) {
    this(result, stepOutcome, CallResult.NONE);
  }

  boolean hasFailed() {
    return stepOutcome instanceof StepOutcome.Failed;
  }

  boolean hasChanged() {
    return stepOutcome instanceof StepOutcome.Changed;
  }

  List<Difference> differences() {
    return stepOutcome instanceof StepOutcome.Changed(var differences) ? differences : List.of();
  }

  AttemptResult with(StepOutcome other) {
    return as(result, other);
  }

  AttemptResult as(Object otherResult, StepOutcome otherOutcome) {
    return new AttemptResult(otherResult, otherOutcome, callResult);
  }

  /** Returns this result as a secret, so that no later task shows it. */
  AttemptResult sealed() {
    return new AttemptResult(SecretText.of(result), stepOutcome, callResult);
  }

  /** Returns this result with the variables it sets as secrets. */
  AttemptResult withSealedVariables() {
    var secret = new LinkedHashMap<String, Object>();
    callResult.variables().forEach((name, value) -> secret.put(name, SecretText.of(value)));
    return having(secret);
  }

  AttemptResult having(Map<String, Object> others) {
    return new AttemptResult(result, stepOutcome, callResult.assigning(others));
  }

  /** Returns this result with one more value, if there is a result. */
  AttemptResult with(String key, Object value) {
    if (!(result instanceof Map<?, ?> map)) {
      return this;
    }
    var more = new LinkedHashMap<Object, Object>(map);
    more.put(key, value);
    return as(more, stepOutcome);
  }

  /**
   * Returns this result without the beginning of long texts if there is no more memory for them.
   */
  AttemptResult keptIn(ResultMemory resultMemory) {
    var kept = resultMemory.keep(result);
    return kept.cut()
        ? new AttemptResult(kept.value(), stepOutcome, callResult.withoutOutput())
        : new AttemptResult(result, stepOutcome, callResult.withoutOutput());
  }

  /** Returns this result with the changes of earlier attempts added. */
  AttemptResult after(List<Difference> earlier, boolean changed) {
    if (!changed || hasFailed()) {
      return this;
    }
    var all = new ArrayList<>(earlier);
    all.addAll(differences());
    return with("changed", true).with(new StepOutcome.Changed(all));
  }
}
