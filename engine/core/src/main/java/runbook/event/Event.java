package runbook.event;

import java.time.Duration;
import java.util.List;
import runbook.connection.Traffic;
import runbook.text.Position;

/** Something that happened. */
public sealed interface Event {

  /** A run begins. */
  record RunBegan(boolean check, String playbook) implements Event {}

  /** A play begins for its hosts. */
  record PlayBegan(String play, List<String> hosts) implements Event {}

  /** A host answered and a shell runs there. */
  record HostJoined(String host, Duration took) implements Event {}

  /** A host could not be reached, or was lost; it takes no further part. */
  record HostLost(String host, String message, String hint) implements Event {}

  /** Another run is at work on a host; it takes no part in this one. */
  record HostBusy(String host, String message) implements Event {}

  /** A host takes no further part although nothing failed on it: others did. */
  record HostStopped(String host, String why) implements Event {}

  /** A task begins on a host; tasks that turn out to be skipped do not. */
  record StepBegan(String host, StepId stepId) implements Event {}

  /** A step that takes long tells what it is waiting for, or how far it is. */
  record StepWaits(String host, StepId stepId, String progress) implements Event {}

  /** A step has something to tell. */
  record StepMessage(String host, StepId stepId, String text) implements Event {}

  /** A task has ended on a host, for one item of its loop. */
  record StepEnded(String host, StepId stepId, StepOutcome stepOutcome, Duration took)
      implements Event {}

  /** Enough hosts have come to a barrier. */
  record BarrierOpened(String barrier, int arrived, int expected) implements Event {}

  /** Too few hosts can still come, or the time is up. */
  record BarrierFailed(String barrier, Position at, String why) implements Event {}

  /** A rolling block takes a host in, or lets it go. */
  record SlotTaken(String rolling, String host) implements Event {}

  /** A host has gone through a rolling block and the gate has passed. */
  record SlotFreed(String rolling, String host) implements Event {}

  /** A rolling block takes no further host in. */
  record RollingStopped(String rolling, Position at, String why) implements Event {}

  /** Something the user should know that is no failure. */
  record Warned(String host, String message) implements Event {}

  /** A host's part in the run is over. */
  record HostEnded(String host, Traffic traffic, List<String> handlersLeft) implements Event {}

  /** The run is over. */
  record RunEnded(Duration took) implements Event {}

  /**
   * Which task it is about.
   *
   * @param item which item of its loop; empty without one
   */
  record StepId(Position at, String name, String module, String item) {}
}
