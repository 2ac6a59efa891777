package runbook.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.event.StepOutcome;

/** Passes on only events of some hosts, or of what failed. */
public final class EventSelection implements RunListener {

  private final Set<String> wanted;
  private final boolean failed;
  private final RunListener tally;
  private final RunListener report;
  private final Map<String, Event.CommandRan> ran = new HashMap<>();

  /**
   * @param wanted the hosts; empty for all
   * @param failed whether to pass on only what failed
   * @param tally counts the events of all these hosts
   * @param report is told what is left
   */
  public EventSelection(Set<String> wanted, boolean failed, RunListener tally, RunListener report) {
    this.wanted = wanted;
    this.failed = failed;
    this.tally = tally;
    this.report = report;
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.PlayBegan(String play, int number, var names)) {
      var left = names.stream().filter(this::isWanted).toList();
      if (!left.isEmpty()) {
        pass(new Event.PlayBegan(play, number, left));
      }
    } else if (hosts(event).stream().allMatch(this::isWanted)) {
      pass(event);
    }
  }

  private boolean isWanted(String host) {
    return wanted.isEmpty() || wanted.contains(host);
  }

  private void pass(Event event) {
    tally.on(event);
    if (!failed) {
      report.on(event);
      return;
    }
    if (event instanceof Event.CommandRan output) {
      ran.put(output.host(), output);
      return;
    }
    if (event instanceof Event.StepEnded ended) {
      var output = ran.remove(ended.host());
      if (!(ended.stepOutcome() instanceof StepOutcome.Failed)) {
        return;
      }
      if (output != null) {
        report.on(output);
      }
    }
    if (!isQuiet(event)) {
      report.on(event);
    }
  }

  /** Reports whether an event tells nothing about a failure. */
  private static boolean isQuiet(Event event) {
    return switch (event) {
      case Event.HostJoined _,
          Event.StepWaits _,
          Event.StepMessage _,
          Event.BarrierOpened _,
          Event.SlotTaken _,
          Event.SlotFreed _,
          Event.Warned _ ->
          true;
      default -> false;
    };
  }

  /** Returns the hosts that an event is about; none if it is about the whole run. */
  public static List<String> hosts(Event event) {
    return switch (event) {
      case Event.PlayBegan(String _, int _, var hosts) -> hosts;
      case Event.HostJoined(String host, var _) -> List.of(host);
      case Event.HostLost(String host, String _, String _) -> List.of(host);
      case Event.HostBusy(String host, String _) -> List.of(host);
      case Event.HostStopped(String host, String _) -> List.of(host);
      case Event.HostInterrupted(String host, String _) -> List.of(host);
      case Event.StepBegan(String host, var _) -> List.of(host);
      case Event.StepWaits(String host, var _, String _) -> List.of(host);
      case Event.StepMessage(String host, var _, String _) -> List.of(host);
      case Event.CommandRan ran -> List.of(ran.host());
      case Event.StepEnded ended -> List.of(ended.host());
      case Event.TaskEnded ended -> List.of(ended.host());
      case Event.HostFinished(String host) -> List.of(host);
      case Event.SlotTaken(String _, String host) -> List.of(host);
      case Event.SlotFreed(String _, String host) -> List.of(host);
      case Event.HostWaits waits -> List.of(waits.host());
      case Event.TimeSpent spent -> List.of(spent.host());
      case Event.Warned(String host, String _) -> List.of(host);
      case Event.HostEnded ended -> List.of(ended.host());
      case Event.RunBegan _,
          Event.BarrierOpened _,
          Event.BarrierFailed _,
          Event.RollingStopped _,
          Event.RunEnded _ ->
          List.of();
    };
  }
}
