package runbook.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Traffic;
import runbook.text.Position;

/** Something that happened during a run. */
public sealed interface Event {

  /** A run begins. */
  record RunBegan(boolean check, String playbook) implements Event {}

  /** A play begins for its hosts. */
  record PlayBegan(String play, int number, List<String> hosts) implements Event {}

  /** A host answered, and its shell runs. */
  record HostJoined(String host, Duration took) implements Event {}

  /** A host could not be reached, or was lost; it leaves the run. */
  record HostLost(String host, String message, String hint) implements Event {}

  /** Another run holds a host; it does not take part in this one. */
  record HostBusy(String host, String message) implements Event {}

  /** A host leaves the run because of other hosts; nothing failed on it. */
  record HostStopped(String host, String why) implements Event {}

  /**
   * The user stopped the run before this host had finished.
   *
   * @param goesOn why the step it was in may go on there; empty if nothing does
   */
  record HostInterrupted(String host, String goesOn) implements Event {}

  /** A task begins on a host; skipped tasks do not begin. */
  record StepBegan(String host, StepId stepId) implements Event {}

  /** A long step reports what it waits for, or how far it is. */
  record StepWaits(String host, StepId stepId, String progress) implements Event {}

  /** A step has messages for the user. */
  record StepMessage(String host, StepId stepId, String text) implements Event {}

  /**
   * A command of a step has run; this comes before the step ends. Nothing tells of commands that
   * must not be shown.
   *
   * @param cut how many bytes of the output are not here
   */
  record CommandRan(String host, StepId stepId, int exit, String out, String err, long cut)
      implements Event {}

  /** A task has ended on a host, for one item of its loop. */
  record StepEnded(String host, StepId stepId, StepOutcome stepOutcome, Duration took)
      implements Event {}

  /**
   * A task has ended on a host, with all items of its loop, and not failed.
   *
   * @param task its number in the play
   * @param result the value that {@code register} keeps, if later tasks can use it
   * @param variables those it set
   */
  record TaskEnded(
      String host,
      int task,
      boolean changed,
      Optional<Object> result,
      Map<String, Object> variables)
      implements Event {}

  /** A host has ended a play, with its handlers. */
  record HostFinished(String host) implements Event {}

  /** Enough hosts have arrived at a barrier. */
  record BarrierOpened(String barrier, int arrived, int expected) implements Event {}

  /** Too few hosts can still come, or the timeout is over. */
  record BarrierFailed(String barrier, Position at, String why) implements Event {}

  /** A rolling block admits a host or releases it. */
  record SlotTaken(String rolling, String host) implements Event {}

  /** A host has finished a rolling block, and the gate has passed. */
  record SlotFreed(String rolling, String host) implements Event {}

  /** A rolling block admits no further host. */
  record RollingStopped(String rolling, Position at, String why) implements Event {}

  /** A host begins something outside of its steps; {@link TimeSpent} follows at its end. */
  record HostWaits(String host, Activity activity, String what) implements Event {}

  /** A host spent time outside of its steps; this comes at the end of that time. */
  record TimeSpent(String host, Activity activity, String what, Duration took) implements Event {}

  /** What a host does outside of its steps. */
  enum Activity {
    /** It reads the state that the next steps need. */
    READING,
    /** It waits for other hosts at a barrier. */
    BARRIER,
    /** It waits for its turn in a rolling block. */
    ROLLING,
    /** It waits for the host that does a step for all. */
    RUN_ONCE,
    /** It waits because enough hosts are being worked on. */
    FORKS
  }

  /** A warning, which is not a failure. */
  record Warned(String host, String message) implements Event {}

  /** A host's part in the run is over. */
  record HostEnded(String host, Traffic traffic, List<String> handlersLeft) implements Event {}

  /** The run is over. */
  record RunEnded(Duration took) implements Event {}

  /**
   * Identifies the task of an event.
   *
   * @param item the item of its loop; empty without a loop
   */
  record StepId(Position at, String name, String module, String item) {}
}
