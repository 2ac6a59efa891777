package runbook.modules.systemd;

import java.util.List;
import runbook.modules.messages.KnownMessages;

/**
 * How a unit is doing.
 *
 * @param restarts how often systemd has started it again by itself since it was told to start it
 * @param story the last lines of its journal and then, in one line, how it is; empty when it is up
 */
record UnitHealth(String active, int restarts, List<String> story) {

  /** Then it is not for want of a second try. */
  private static final int MOST_RESTARTS = 3;

  UnitHealth {
    story = List.copyOf(story);
  }

  boolean isUp() {
    return UnitState.RUNNING.contains(active);
  }

  /** Whether there is nothing to wait for any more. */
  boolean isSettled() {
    return isUp() || UnitState.STOPPED.contains(active) || restarts >= MOST_RESTARTS;
  }

  /** What is wrong and, on further lines, what to do about it and what it said. */
  String complaint() {
    if (story.isEmpty()) {
      return "it is " + active;
    }
    var told = story.subList(0, story.size() - 1);
    var advice = KnownMessages.OF_SERVICES.on(told).map(a -> a + "\n").orElse("");
    return story.getLast() + "\n" + advice + String.join("\n", told);
  }
}
