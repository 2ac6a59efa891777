package runbook.report;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.RunListener;
import runbook.event.StepOutcome;
import runbook.module.Difference;
import runbook.text.TerminalSafeText;

/** Prints a run as plain lines, one per event, which also read well in a pipe. */
public final class ConsoleReport implements RunListener {

  /**
   * How much to print.
   *
   * @param verbose also print steps that needed no change
   * @param diff print text differences line by line
   * @param output print what commands printed
   */
  public record Style(boolean verbose, boolean diff, boolean output) {}

  private static final int MANY_HOSTS = 10;

  private final PrintWriter out;
  private final Style style;
  private final UnaryOperator<String> mask;
  private final StepLines stepLines;
  private final Tally tally;
  private final RunTimeline timeline;
  private final Map<String, Event.StepId> underWay = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private boolean check;
  private int width;
  private int hosts;

  /**
   * @param clock returns the time of the current event, in nanoseconds
   */
  public ConsoleReport(
      PrintWriter out, Style style, UnaryOperator<String> mask, Tally tally, LongSupplier clock) {
    this.out = out;
    this.style = style;
    this.mask = mask;
    this.stepLines = new StepLines(mask);
    this.tally = tally;
    this.timeline = new RunTimeline(clock);
  }

  @Override
  public synchronized void on(Event event) {
    timeline.on(event);
    switch (event) {
      case Event.RunBegan(boolean dry, String playbook) -> {
        check = dry;
        say(dry ? "check of " + playbook + ": nothing is changed" : "play " + playbook);
      }
      case Event.PlayBegan(String play, int _, List<String> names) -> {
        hosts = names.size();
        width = names.stream().mapToInt(String::length).max().orElse(0);
        say("");
        var who = hosts == 1 ? names.getFirst() : hosts + " hosts";
        print("== %s (%s)".formatted(mask.apply(play), who));
      }
      case Event.StepEnded ended -> {
        underWay.remove(ended.host());
        step(ended);
      }
      case Event.HostLost(String host, String message, String hint) -> {
        line("LOST", host, StepLines.alone(host, message));
        Optional.ofNullable(underWay.remove(host))
            .ifPresent(
                stepId -> say("  in '%s' at %s".formatted(StepLines.named(stepId), stepId.at())));
        stepLines.hint(hint).forEach(l -> say("  " + l));
      }
      case Event.HostBusy(String host, String message) -> line("BUSY", host, message);
      case Event.HostStopped(String host, String why) -> line("stopped", host, why);
      case Event.HostInterrupted(String host, String goesOn) -> interrupted(host, goesOn);
      case Event.BarrierOpened(String barrier, int arrived, int expected) ->
          line("barrier", "", "%s: %d of %d hosts".formatted(barrier, arrived, expected));
      case Event.BarrierFailed(String barrier, var at, String why) -> {
        line("BARRIER", "", "%s did not open: %s".formatted(barrier, why));
        say("  at " + at);
      }
      case Event.RollingStopped(String rolling, var at, String why) -> {
        line("ROLLING", "", "%s admits no further host: %s".formatted(rolling, why));
        say("  at " + at);
      }
      case Event.TimeSpent _, Event.HostWaits _ -> {}
      case Event.Warned(String host, String message) -> line("warning", host, message);
      case Event.RunEnded ended -> {
        say("");
        new Recap(tally, timeline, check, mask).lines().forEach(this::print);
      }
      case Event.HostJoined(String host, var took) -> {
        if (style.verbose()) {
          line("joined", host, "after %d ms".formatted(took.toMillis()));
        }
      }
      case Event.SlotTaken(String rolling, String host) -> line("in", host, rolling);
      case Event.SlotFreed(String rolling, String host) -> line("through", host, rolling);
      case Event.StepWaits(String host, var stepId, String progress) ->
          line("waiting", host, StepLines.named(stepId) + ": " + progress);
      case Event.StepMessage(String host, var stepId, String text) -> told(host, stepId, text);
      case Event.StepBegan began -> underWay.put(began.host(), began.stepId());
      case Event.CommandRan ran -> {
        if (style.output()) {
          output(ran);
        }
      }
      case Event.HostEnded _, Event.TaskEnded _, Event.HostFinished _ -> {}
    }
  }

  private void output(Event.CommandRan ran) {
    line("printed", ran.host(), StepLines.named(ran.stepId()) + ": exit status " + ran.exit());
    if (ran.cut() > 0) {
      say("  … %d bytes before this are not kept".formatted(ran.cut()));
    }
    stepLines.masked(ran.out()).forEach(l -> say("  | " + l));
    stepLines.masked(ran.err()).forEach(l -> say("  ! " + l));
  }

  private void interrupted(String host, String goesOn) {
    line("stopped", host, "interrupted");
    var step = Optional.ofNullable(underWay.remove(host));
    step.ifPresent(stepId -> {
      var end =
          goesOn.isEmpty()
              ? "; it was killed"
              : "; it may go on there: " + StepLines.alone(host, goesOn);
      say("  in '%s' at %s%s".formatted(StepLines.named(stepId), stepId.at(), end));
    });
  }

  /** Prints one line next to the host, several lines below it. */
  private void told(String host, Event.StepId stepId, String text) {
    var lines = stepLines.masked(text);
    line("says", host, lines.size() == 1 ? lines.getFirst() : StepLines.named(stepId) + ":");
    if (lines.size() > 1) {
      lines.forEach(l -> say("  | " + l));
    }
    told.add(host);
  }

  private void step(Event.StepEnded ended) {
    boolean hasSaidIt = told.remove(ended.host());
    var what = StepLines.named(ended.stepId());
    switch (ended.stepOutcome()) {
      case StepOutcome.Ok() -> {
        if (!hasSaidIt && (style.verbose() || hosts <= MANY_HOSTS)) {
          line("ok", ended.host(), what);
        }
      }
      case StepOutcome.Skipped(String why) -> {
        if (style.verbose() || hosts <= MANY_HOSTS) {
          line("skipped", ended.host(), what + ": " + why);
        }
      }
      case StepOutcome.Changed(List<Difference> differences) -> {
        var brief = differences.isEmpty() ? "" : ": " + StepLines.brief(differences);
        line(check ? "change" : "changed", ended.host(), what + brief);
        if (style.diff()) {
          differences.forEach(one -> StepLines.of(one).forEach(l -> say("    " + l)));
        }
      }
      case StepOutcome.Unsure(String why) -> line("unknown", ended.host(), what + ": " + why);
      case StepOutcome.Failed(Failure failure, boolean ignored) -> {
        line(ignored ? "ignored" : "FAILED", ended.host(), what);
        stepLines.of(ended.host(), ended.stepId().at(), failure).forEach(l -> say("  " + l));
      }
    }
  }

  private void line(String what, String host, String text) {
    var name = width == 0 ? host : ("%-" + width + "s").formatted(host);
    print("%-8s %s  %s".formatted(what, name, text.isBlank() ? "" : mask.apply(text)));
  }

  private void say(String line) {
    print(mask.apply(line));
  }

  /** Prints words of the report itself and names of hosts, which are there without any secret. */
  private void print(String line) {
    out.println(TerminalSafeText.of(line));
  }
}
