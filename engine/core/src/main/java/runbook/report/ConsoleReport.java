package runbook.report;

import java.io.PrintWriter;
import java.util.ArrayList;
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
   * @param quiet print nothing unless something changed, is unknown or went wrong
   */
  public record Style(boolean verbose, boolean diff, boolean output, boolean quiet) {}

  private static final int MANY_HOSTS = 10;

  /** Lines that a quiet report never has. */
  private static final Set<String> ROUTINE =
      Set.of("ok", "skipped", "joined", "in", "through", "barrier", "waiting", "printed");

  /** Lines that a quiet report has only beside others. */
  private static final Set<String> HELD = Set.of("says", "ignored");

  private final PrintWriter out;
  private final Style style;
  private final UnaryOperator<String> mask;
  private final StepLines stepLines;
  private final Tally tally;
  private final RunTimeline timeline;
  private final Map<String, Event.StepId> underWay = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final SameOnHosts sameOnHosts = new SameOnHosts();

  /** What a quiet report prints only if something comes that must be said. */
  private final List<String> unsaid = new ArrayList<>();

  private boolean isSaying;
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
    tellTogether(event);
    switch (event) {
      case Event.RunBegan(boolean dry, String playbook) -> {
        check = dry;
        say(dry ? "check of " + playbook + ": nothing is changed" : "play " + playbook);
      }
      case Event.PlayBegan(String play, int _, List<String> names) -> {
        hosts = names.size();
        sameOnHosts.begin(names);
        width = names.stream().mapToInt(String::length).max().orElse(0);
        say("");
        var who = hosts == 1 ? names.getFirst() : hosts + " hosts";
        print("== %s (%s)".formatted(mask.apply(play), who));
      }
      case Event.StepEnded ended -> {
        underWay.remove(ended.host());
        step(ended);
        tell(sameOnHosts.through(step(ended.stepId()), ended.host()));
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

  /**
   * Tells what is held before an event that others wait for, or after which a host is not there.
   */
  private void tellTogether(Event event) {
    switch (event) {
      case Event.PlayBegan _,
          Event.BarrierOpened _,
          Event.BarrierFailed _,
          Event.SlotFreed _,
          Event.RollingStopped _,
          Event.RunEnded _ ->
          tell(sameOnHosts.all());
      case Event.HostLost lost -> tell(sameOnHosts.left(lost.host()));
      case Event.HostBusy busy -> tell(sameOnHosts.left(busy.host()));
      case Event.HostStopped stopped -> tell(sameOnHosts.left(stopped.host()));
      case Event.HostInterrupted interrupted -> tell(sameOnHosts.left(interrupted.host()));
      case Event.HostFinished finished -> tell(sameOnHosts.left(finished.host()));
      default -> {}
    }
  }

  private void tell(List<SameOnHosts.SaidByHosts> all) {
    for (var one : all) {
      boolean isAlone = one.hosts().size() == 1;
      var who = isAlone ? one.hosts().getFirst() : one.hosts().size() + " hosts";
      line(one.said().what(), who, one.said().text());
      if (!isAlone) {
        say("    on " + String.join(", ", one.hosts().stream().sorted().toList()));
      }
      one.said().lines().forEach(l -> say("    " + l));
    }
  }

  private static String step(Event.StepId stepId) {
    return stepId.at() + " " + StepLines.named(stepId);
  }

  /** Tells what a step changed; if there are many hosts, when all of them are through it. */
  private void changed(Event.StepEnded ended, String what, String text, List<String> lines) {
    var said = new SameOnHosts.Said(what, text, lines);
    if (hosts > MANY_HOSTS) {
      sameOnHosts.say(step(ended.stepId()), ended.host(), said);
    } else {
      tell(List.of(new SameOnHosts.SaidByHosts(said, List.of(ended.host()))));
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
        var lines =
            style.diff()
                ? differences.stream().flatMap(one -> StepLines.of(one).stream()).toList()
                : List.<String>of();
        changed(ended, check ? "change" : "changed", what + brief, lines);
      }
      case StepOutcome.Unsure(String why) ->
          changed(ended, "unknown", what + ": " + why, List.of());
      case StepOutcome.Failed(Failure failure, boolean ignored) -> {
        line(ignored ? "ignored" : "FAILED", ended.host(), what);
        stepLines.of(ended.host(), ended.stepId().at(), failure).forEach(l -> say("  " + l));
      }
    }
  }

  private void line(String what, String host, String text) {
    if (style.quiet() && ROUTINE.contains(what)) {
      return;
    }
    if (style.quiet() && !HELD.contains(what)) {
      isSaying = true;
      unsaid.forEach(out::println);
      unsaid.clear();
    }
    var name = width == 0 ? host : ("%-" + width + "s").formatted(host);
    print("%-8s %s  %s".formatted(what, name, text.isBlank() ? "" : mask.apply(text)));
  }

  private void say(String line) {
    print(mask.apply(line));
  }

  /** Prints words of the report itself and names of hosts, which are there without any secret. */
  private void print(String line) {
    var safe = TerminalSafeText.of(line);
    if (style.quiet() && !isSaying) {
      unsaid.add(safe);
    } else {
      out.println(safe);
    }
  }
}
