package runbook.step;

import java.time.Duration;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.module.Want;

/** What is done about a want that is not met. */
sealed interface RunMode permits ApplyMode, CheckMode {

  /** The one place where check mode and a run part. */
  static RunMode of(
      boolean check, Target target, HostStateCache hostStateCache, StepServices stepServices) {
    return check
        ? new CheckMode(hostStateCache)
        : new ApplyMode(target, hostStateCache, stepServices);
  }

  /**
   * Brings the fact from one state to the other, by the next {@link #applyScheduled} at the latest.
   */
  <S> void scheduleChange(Want.Reach<S> want, S from, S to, Target.TargetOptions targetOptions);

  /** Sees to it that everything that was to be brought about is. */
  void applyScheduled(Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  /**
   * Carries out what has no state.
   *
   * @param harmless the user says that it changes nothing
   */
  PerformResult perform(Want.Perform want, boolean harmless, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  /** Waits for the fact to be as wanted; says why, when check mode cannot tell whether it will. */
  <S> Optional<String> await(Want.Await<S> want, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  void pause(Duration time) throws InterruptedException;

  /** Why check mode cannot ask; empty when it can. */
  Optional<String> whyNotAsked(Want.Consult want);

  /** Whether nothing may be tried, not even what would be taken back. */
  boolean isCheckMode();

  /** What came of a {@link Want.Perform}. */
  sealed interface PerformResult {

    /** It ran. */
    record DidRun(Target.CommandOutput result) implements PerformResult {}

    /** It would run and change something; what it would print is unknown. */
    record WouldChange() implements PerformResult {}

    /** It would run and change nothing, by the user's word. */
    record WouldRun() implements PerformResult {}

    /** It would run, and nobody can tell whether it would change something. */
    record MayChange(String why) implements PerformResult {}
  }
}
