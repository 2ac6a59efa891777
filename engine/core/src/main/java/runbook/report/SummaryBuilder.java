package runbook.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.RunListener;
import runbook.event.StepOutcome;
import runbook.module.Difference;
import runbook.report.StepSummary.StepState;
import runbook.report.Trouble.TroubleKind;
import runbook.text.Position;

/** Gathers the events of a recorded run, without secrets, into its summary. */
public final class SummaryBuilder implements RunListener {

  private final RunSummary.About about;
  private final RunClock runClock;
  private final RunTimeline timeline;
  private final Tally tally = new Tally();
  private final List<StepSummary> steps = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Event.StepId> underWay = new HashMap<>();
  private final Map<String, Event.CommandRan> outputs = new HashMap<>();
  private final Map<String, List<String>> messages = new HashMap<>();
  private String play = "";
  private boolean ended;

  /**
   * @param runClock returns the time of each event
   */
  public SummaryBuilder(RunSummary.About about, RunClock runClock) {
    this.about = about;
    this.runClock = runClock;
    this.timeline = new RunTimeline(runClock);
  }

  @Override
  public void on(Event event) {
    tally.on(event);
    timeline.on(event);
    switch (event) {
      case Event.PlayBegan began -> play = began.play();
      case Event.StepBegan(String host, var stepId) -> underWay.put(host, stepId);
      case Event.CommandRan ran -> outputs.put(ran.host(), ran);
      case Event.StepMessage(String host, var _, String text) ->
          messages.computeIfAbsent(host, _ -> new ArrayList<>()).add(text);
      case Event.StepEnded step -> ended(step);
      case Event.HostLost(String host, String message, String hint) ->
          trouble(TroubleKind.UNREACHABLE, host, message, hint);
      case Event.HostBusy(String host, String message) ->
          trouble(TroubleKind.BUSY, host, message, "");
      case Event.HostStopped(String host, String why) ->
          trouble(TroubleKind.STOPPED, host, why, "");
      case Event.HostInterrupted(String host, String goesOn) ->
          trouble(
              TroubleKind.INTERRUPTED,
              host,
              goesOn.isEmpty() ? "interrupted" : "interrupted; it may go on there: " + goesOn,
              "");
      case Event.BarrierFailed(String barrier, Position at, String why) ->
          together(TroubleKind.BARRIER, "%s did not open: %s".formatted(barrier, why), at);
      case Event.RollingStopped(String rolling, Position at, String why) ->
          together(
              TroubleKind.ROLLING, "%s admits no further host: %s".formatted(rolling, why), at);
      case Event.Warned(String host, String message) -> warnings.add(host + ": " + message);
      case Event.RunEnded _ -> ended = true;
      default -> {}
    }
  }

  private void trouble(TroubleKind kind, String host, String message, String hint) {
    var step = Optional.ofNullable(underWay.remove(host));
    troubles.add(new Trouble(kind, host, message, hint, step, Optional.empty()));
  }

  private void together(TroubleKind kind, String message, Position at) {
    troubles.add(new Trouble(kind, "", message, "", Optional.empty(), Optional.of(at)));
  }

  private void ended(Event.StepEnded step) {
    var host = step.host();
    underWay.remove(host);
    var state = StepState.OK;
    var why = "";
    var differences = List.<Difference>of();
    var failure = Optional.<Failure>empty();
    switch (step.stepOutcome()) {
      case StepOutcome.Ok() -> {}
      case StepOutcome.Changed(List<Difference> all) -> {
        state = StepState.CHANGED;
        differences = all;
      }
      case StepOutcome.Unsure(String reason) -> {
        state = StepState.UNKNOWN;
        why = reason;
      }
      case StepOutcome.Skipped(String reason) -> {
        state = StepState.SKIPPED;
        why = reason;
      }
      case StepOutcome.Failed(Failure reason, boolean ignored) -> {
        state = ignored ? StepState.IGNORED : StepState.FAILED;
        failure = Optional.of(reason);
      }
    }
    steps.add(
        new StepSummary(
            play,
            host,
            step.stepId(),
            state,
            why,
            differences,
            failure,
            Optional.ofNullable(outputs.remove(host)),
            Optional.ofNullable(messages.remove(host)).orElse(List.of()),
            Duration.ofNanos(runClock.getAsLong()),
            step.took()));
  }

  /** Returns the summary of all events so far. */
  public RunSummary summary() {
    var totals =
        ended
            ? RunTotals.of(tally)
            : RunTotals.unfinished(tally, Duration.ofNanos(runClock.getAsLong()));
    var spans = new LinkedHashMap<String, List<RunTimeline.Span>>();
    var hosts = new TreeMap<>(tally.hosts());
    hosts.keySet().forEach(host -> spans.put(host, timeline.spans(host)));
    return new RunSummary(
        about,
        totals,
        hosts,
        List.copyOf(steps),
        List.copyOf(troubles),
        spans,
        timeline.longestChain(),
        List.copyOf(warnings));
  }
}
