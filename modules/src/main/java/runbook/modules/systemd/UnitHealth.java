package runbook.modules.systemd;

import java.util.List;
import runbook.modules.messages.KnownMessages;

/**
 * The health of a unit.
 *
 * @param restarts how often systemd has restarted it by itself since the start was requested
 * @param story the last lines of its journal, then one line with its state; empty if it is up
 */
record UnitHealth(String active, int restarts, List<String> story) {

  /** After so many restarts another one will not help. */
  private static final int MOST_RESTARTS = 3;

  UnitHealth {
    story = List.copyOf(story);
  }

  boolean isUp() {
    return UnitState.RUNNING.contains(active);
  }

  /** Tells whether waiting longer is pointless. */
  boolean isSettled() {
    return isUp() || UnitState.STOPPED.contains(active) || restarts >= MOST_RESTARTS;
  }

  /** Describes the problem and, on further lines, the advice and the journal. */
  String complaint() {
    if (story.isEmpty()) {
      return "it is " + active;
    }
    var told = story.subList(0, story.size() - 1);
    var advice = KnownMessages.OF_SERVICES.on(told).map(a -> a + "\n").orElse("");
    return story.getLast() + "\n" + advice + String.join("\n", told);
  }
}
