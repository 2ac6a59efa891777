package runbook.step;

import java.time.Duration;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.module.Want;

/** What is done about a want that is not met. */
sealed interface Hand permits Acting, Foretelling {

  /** The one place where check mode and a run part. */
  static Hand of(boolean check, Target target, Picture picture, Pace pace) {
    return check ? new Foretelling(picture) : new Acting(target, picture, pace);
  }

  /** Brings the fact from one state to the other, by the next {@link #settle} at the latest. */
  <S> void bring(Want.Reach<S> want, S from, S to, Target.Manner manner);

  /** Sees to it that everything that was to be brought about is. */
  void settle(Target.Manner manner) throws StepFailed, Unreachable, InterruptedException;

  /**
   * Carries out what has no state.
   *
   * @param harmless the user says that it changes nothing
   */
  Deed perform(Want.Perform want, boolean harmless, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException;

  /** Waits for the fact to be as wanted; says why, when check mode cannot tell whether it will. */
  <S> Optional<String> await(Want.Await<S> want, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException;

  void pause(Duration time) throws InterruptedException;

  /** Why check mode cannot ask; empty when it can. */
  Optional<String> unasked(Want.Consult want);

  /** Whether nothing may be tried, not even what would be taken back. */
  boolean rehearses();

  /** What came of a {@link Want.Perform}. */
  sealed interface Deed {

    /** It ran. */
    record Ran(Target.Ran result) implements Deed {}

    /** It would run and change something; what it would print is unknown. */
    record WouldChange() implements Deed {}

    /** It would run and change nothing, by the user's word. */
    record WouldRun() implements Deed {}

    /** It would run, and nobody can tell whether it would change something. */
    record WhoKnows(String why) implements Deed {}
  }
}
