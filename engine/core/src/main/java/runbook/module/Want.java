package runbook.module;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One thing a module wants of a host; the engine processes wants in order. */
public sealed interface Want {

  /**
   * Requires the fact to be in a state that the wish leaves unchanged.
   *
   * @param wish maps the current state to the wanted state and keeps everything the user did not
   *     specify. Applying it to its own result must change nothing.
   */
  record Reach<S>(Fact<S> fact, UnaryOperator<S> wish) implements Want {}

  /**
   * Requires the fact to be in a state already, on the host or because of an earlier step;
   * otherwise the step fails, in check mode as in a run.
   *
   * @param otherwise builds the error message from the state; text after a line break is the hint
   */
  record Require<S>(Fact<S> fact, Predicate<S> met, Function<S, String> otherwise) implements Want {

    public Require(Fact<S> fact, Predicate<S> met, String otherwise) {
      this(fact, met, state -> otherwise);
    }
  }

  /**
   * Reads the fact; its {@link Fact#values} are stored in the step's result under a name.
   *
   * @param as empty to store the values next to the standard ones
   */
  record Look<S>(String as, Fact<S> fact) implements Want {}

  /**
   * Waits until the fact reaches a state, by itself or because of an earlier step; a run reads it
   * repeatedly. Check mode cannot wait, so a state it does not foresee is unknown.
   *
   * @param within how long to wait
   * @param otherwise builds the error message on timeout from the last state; text after a line
   *     break is the hint. During the wait the first line says what is missing
   * @param every the pause between two reads; if empty it grows to two seconds
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

  /** Pauses a run for a time. */
  record Pause(Duration time) implements Want {}

  /** Shows the user a message. */
  record Tell(String text) implements Want {}

  /** Sets variables of the host for later tasks. */
  record Assign(Map<String, Object> variables) implements Want {}

  /**
   * Fails the step, in check mode as in a run.
   *
   * @param hint what to do about it; empty if unknown
   */
  record Refuse(String message, String hint) implements Want {}

  /**
   * Obtains a resource on the controller; its values are stored in the step's result under a name.
   * It does not wait for earlier changes of the step.
   *
   * @param as empty to store the values next to the standard ones
   * @param given what it depends on, such as the architecture of the host
   */
  record Obtain<S>(String as, Fact<S> given, Function<S, ControllerResource> supply)
      implements Want {}

  /**
   * Lets the controller ask a question through the host and stores the resulting values in the
   * step's result. Check mode asks too, unless an earlier step would change the answer.
   *
   * @param as empty to store the values next to the standard ones
   */
  record Consult(String as, Question question) implements Want {}

  /**
   * Performs an action that has no state to compare.
   *
   * @param label describes the action to the user
   * @param due if given, the action runs only while this fact is true, and must make it false
   * @param writes the places it writes; by default the whole host
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

  /**
   * Performs an action that ends the connection, such as a restart of the host, and connects again.
   *
   * @param label describes the action to the user
   * @param identity a fact whose state is another one when the action is done, such as the boot
   * @param within how long the host may be away
   * @param ready a command that changes nothing and must succeed before the host counts as there
   */
  record Reconnect(
      String label,
      Change.RunCommand runCommand,
      Fact<String> identity,
      Duration within,
      Optional<Change.RunCommand> ready)
      implements Want {}

  /** The effect of a {@link Perform}, as far as it is known in advance. */
  enum Effect {
    /** It always changes the host and fails by its exit status, such as a restart. */
    CHANGES,
    /** It may or may not change the host; check mode says so. */
    UNKNOWN
  }
}
