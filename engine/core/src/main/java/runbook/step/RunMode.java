package runbook.step;

import java.time.Duration;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.module.Want;

/** Decides what to do about an unmet want. */
sealed interface RunMode permits ApplyMode, CheckMode, PredictMode {

  /** The only place where check mode and a run differ. */
  static RunMode of(
      boolean check, Target target, HostStateCache hostStateCache, StepServices stepServices) {
    return check
        ? new CheckMode(hostStateCache)
        : new ApplyMode(target, hostStateCache, stepServices);
  }

  /**
   * Brings the fact from one state to the other, no later than the next {@link #applyScheduled}.
   */
  <S> void scheduleChange(Want.Reach<S> want, S from, S to, Target.TargetOptions targetOptions);

  /** Carries out all scheduled changes. */
  void applyScheduled(Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  /**
   * Carries out an action that has no state.
   *
   * @param harmless whether the user declares that it changes nothing
   */
  PerformResult perform(Want.Perform want, boolean harmless, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  /**
   * Carries out an action that ends the connection, and connects again.
   *
   * @return how long the host was away; empty if it would be
   */
  Optional<Duration> reconnect(Want.Reconnect want, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  /**
   * Waits for the fact to reach the wanted state. Returns a reason if check mode cannot predict
   * whether it will.
   */
  <S> Optional<String> await(Want.Await<S> want, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  void pause(Duration time) throws StepFailed, InterruptedException;

  /** Returns why check mode cannot ask; empty if it can. */
  Optional<String> whyNotAsked(Want.Consult want) throws StepFailed;

  /** Throws if the controller should not obtain anything now. */
  default void checkObtainable() throws StepFailed {
    // A run and a check may.
  }

  /** Reports whether to avoid even temporary changes. */
  boolean isCheckMode();

  /** The result of a {@link Want.Perform}. */
  sealed interface PerformResult {

    /** It ran. */
    record DidRun(Target.CommandOutput result) implements PerformResult {}

    /** It would run and change something; its output is unknown. */
    record WouldChange() implements PerformResult {}

    /** It would run and, as the user declares, change nothing. */
    record WouldRun() implements PerformResult {}

    /** It would run, and it is unknown whether it would change something. */
    record MayChange(String why) implements PerformResult {}
  }
}
