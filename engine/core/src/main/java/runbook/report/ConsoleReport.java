package runbook.report;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.RunListener;
import runbook.event.StepOutcome;
import runbook.module.Difference;
import runbook.text.Snippet;
import runbook.text.TerminalSafeText;

/** Prints a run as plain lines, one per event, which also read well in a pipe. */
public final class ConsoleReport implements RunListener {

  /**
   * How much to print.
   *
   * @param verbose also print steps that needed no change
   * @param diff print text differences line by line
   */
  public record Style(boolean verbose, boolean diff) {}

  private static final int MANY_HOSTS = 10;

  private final PrintWriter out;
  private final Style style;
  private final UnaryOperator<String> mask;
  private final Tally tally;
  private final RunTimeline timeline = new RunTimeline();
  private final Map<String, Event.StepId> underWay = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private boolean check;
  private int width;
  private int hosts;

  public ConsoleReport(PrintWriter out, Style style, UnaryOperator<String> mask, Tally tally) {
    this.out = out;
    this.style = style;
    this.mask = mask;
    this.tally = tally;
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
        line("LOST", host, alone(host, message));
        Optional.ofNullable(underWay.remove(host))
            .ifPresent(stepId -> say("  in '%s' at %s".formatted(named(stepId), stepId.at())));
        hint(hint);
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
          line("waiting", host, named(stepId) + ": " + progress);
      case Event.StepMessage(String host, var stepId, String text) -> told(host, stepId, text);
      case Event.StepBegan began -> underWay.put(began.host(), began.stepId());
      case Event.HostEnded _, Event.TaskEnded _, Event.HostFinished _ -> {}
    }
  }

  private void interrupted(String host, String goesOn) {
    line("stopped", host, "interrupted");
    var step = Optional.ofNullable(underWay.remove(host));
    step.ifPresent(stepId -> {
      var end =
          goesOn.isEmpty() ? "; it was killed" : "; it may go on there: " + alone(host, goesOn);
      say("  in '%s' at %s%s".formatted(named(stepId), stepId.at(), end));
    });
  }

  /** Prints one line next to the host, several lines below it. */
  private void told(String host, Event.StepId stepId, String text) {
    var lines = masked(text);
    line("says", host, lines.size() == 1 ? lines.getFirst() : named(stepId) + ":");
    if (lines.size() > 1) {
      lines.forEach(l -> say("  | " + l));
    }
    told.add(host);
  }

  private void step(Event.StepEnded ended) {
    boolean hasSaidIt = told.remove(ended.host());
    var what = named(ended.stepId());
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
        line(check ? "change" : "changed", ended.host(), what + brief(differences));
        if (style.diff()) {
          differences.forEach(this::difference);
        }
      }
      case StepOutcome.Unsure(String why) -> line("unknown", ended.host(), what + ": " + why);
      case StepOutcome.Failed(Failure failure, boolean ignored) -> {
        line(ignored ? "ignored" : "FAILED", ended.host(), what);
        failure(ended, failure);
      }
    }
  }

  private static String named(Event.StepId stepId) {
    return stepId.item().isEmpty() ? stepId.name() : stepId.name() + " (" + stepId.item() + ")";
  }

  private void failure(Event.StepEnded ended, Failure failure) {
    if (failure.problems().isEmpty()) {
      say("  at " + ended.stepId().at());
      say("  " + alone(ended.host(), failure.message()));
    }
    for (var problem : failure.problems()) {
      masked(Snippet.of(problem)).forEach(l -> say("  " + l));
    }
    failure.command().ifPresent(this::command);
    hint(failure.hint());
  }

  private void command(Failure.CommandFailure command) {
    var lines = masked(command.text());
    say("  command: " + lines.getFirst() + (lines.size() > 1 ? " …" : ""));
    say("  exit status: " + command.exit());
    masked(String.join("\n", command.lastLines())).forEach(line -> say("  | " + line));
  }

  private void hint(String hint) {
    var lines = masked(hint);
    if (!lines.isEmpty()) {
      say("  hint: " + lines.getFirst());
      lines.stream().skip(1).forEach(line -> say("  | " + line));
    }
  }

  private void difference(Difference difference) {
    switch (difference) {
      case Difference.ValueDifference(String what, String from, String to) ->
          say("    %s: %s".formatted(what, from.isEmpty() ? to : from + " → " + to));
      case Difference.TextDifference(String what, String before, String after) ->
          TextDiff.lines(new Difference.TextDifference(what, mask.apply(before), mask.apply(after)))
              .forEach(l -> say("    " + l));
    }
  }

  /** Masks lines that belong together; a secret may go on from one to the next. */
  private List<String> masked(String text) {
    return mask.apply(text).lines().toList();
  }

  /** Returns the first difference, and the number of further ones. */
  private static String brief(List<Difference> differences) {
    if (differences.isEmpty()) {
      return "";
    }
    var first =
        switch (differences.getFirst()) {
          case Difference.ValueDifference(String what, String from, String to) ->
              what + " " + (from.isEmpty() ? to : from + " → " + to);
          case Difference.TextDifference(String what, String before, String after) -> what;
        };
    long more = differences.stream().map(ConsoleReport::what).distinct().count() - 1;
    return ": " + first + (more == 0 ? "" : " (and %d more)".formatted(more));
  }

  private static String what(Difference difference) {
    return switch (difference) {
      case Difference.ValueDifference(String what, String from, String to) -> what;
      case Difference.TextDifference(String what, String before, String after) -> what;
    };
  }

  /** Removes the host name, which the line already shows, from the start of a message. */
  private static String alone(String host, String message) {
    return message.startsWith(host + ": ") ? message.substring(host.length() + 2) : message;
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
