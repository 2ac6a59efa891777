package runbook.module;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One thing a module wants of a host; the engine takes them in order. */
public sealed interface Want {

  /**
   * The fact shall be in a state that the wish leaves as it is.
   *
   * @param wish from the state that is to the state that shall be; what the user did not ask for it
   *     passes on unchanged. Applied to its own result it must change nothing.
   */
  record Reach<S>(Fact<S> fact, UnaryOperator<S> wish) implements Want {}

  /**
   * The fact must already be so, on the host or by an earlier step, or the step fails: in check
   * mode just as in a run.
   *
   * @param otherwise what the user reads when it is not, made of the state; what follows a line
   *     break is the hint
   */
  record Require<S>(Fact<S> fact, Predicate<S> met, Function<S, String> otherwise) implements Want {

    public Require(Fact<S> fact, Predicate<S> met, String otherwise) {
      this(fact, met, state -> otherwise);
    }
  }

  /**
   * The fact is only looked at; its {@link Fact#values} are in the step's result under a name.
   *
   * @param as empty to have the values beside those that every result has
   */
  record Look<S>(String as, Fact<S> fact) implements Want {}

  /**
   * The fact will be so before long, of itself or by an earlier step: a run looks again and again.
   * Check mode cannot wait, so it calls unknown what it does not foresee.
   *
   * @param within how long to wait
   * @param otherwise what the user reads when the time is up, made of the last state; what follows
   *     a line break is the hint. While it waits the first line tells what is missing
   * @param every the pause between two looks; when empty it grows to two seconds
   */
  record Await<S>(
      Fact<S> fact,
      Predicate<S> met,
      Duration within,
      Function<S, String> otherwise,
      Optional<Duration> every)
      implements Want {

    public Await(Fact<S> fact, Predicate<S> met, Duration within, Function<S, String> otherwise) {
      this(fact, met, within, otherwise, Optional.empty());
    }
  }

  /** A run pauses for so long. */
  record Pause(Duration time) implements Want {}

  /** The user is told something. */
  record Tell(String text) implements Want {}

  /** The host has these variables from here on. */
  record Assign(Map<String, Object> variables) implements Want {}

  /**
   * The step fails: in check mode just as in a run.
   *
   * @param hint what to do about it; empty when nothing is known
   */
  record Refuse(String message, String hint) implements Want {}

  /**
   * The controller gets something for the step; its values are in the step's result under a name.
   * It does not wait for what the step has to change before.
   *
   * @param as empty to have the values beside those that every result has
   * @param given what it depends on, such as the architecture of the host
   */
  record Obtain<S>(String as, Fact<S> given, Function<S, ControllerResource> supply)
      implements Want {}

  /**
   * The controller asks something by way of the host; the values it makes of the answer are in the
   * step's result. Check mode asks too, unless an earlier step would change the answer.
   *
   * @param as empty to have the values beside those that every result has
   */
  record Consult(String as, Question question) implements Want {}

  /**
   * Something is carried out that has no state to compare.
   *
   * @param label what the user reads for it
   * @param due when given, it runs only while this fact is true, and must have made it false
   * @param writes where it writes; everywhere unless said otherwise
   */
  record Perform(
      String label,
      Change.RunCommand runCommand,
      Effect effect,
      Optional<Fact<Boolean>> due,
      List<Place> writes)
      implements Want {

    public Perform(
        String label, Change.RunCommand runCommand, Effect effect, Optional<Fact<Boolean>> due) {
      this(label, runCommand, effect, due, List.of(new Place.Everything()));
    }
  }

  /** What is known beforehand about a {@link Perform}. */
  enum Effect {
    /** It certainly changes the host, and fails by its exit status: a restart. */
    CHANGES,
    /** It is not known whether it changes anything: check mode says so. */
    UNKNOWN
  }
}
