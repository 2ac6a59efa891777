package runbook.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What two runs say differently about the same tasks on the same hosts. */
public final class RunComparison {

  /**
   * A task on a host.
   *
   * @param number counts tasks that have the same name
   */
  private record Key(String play, String task, int number, String host) {}

  /** What differs, and the hosts on which it does. */
  private record Change(String task, List<String> lines) {}

  private final RunSummary earlier;
  private final RunSummary later;
  private final Map<Change, List<String>> changes = new LinkedHashMap<>();

  private RunComparison(RunSummary earlier, RunSummary later) {
    this.earlier = earlier;
    this.later = later;
  }

  public static RunComparison of(RunSummary earlier, RunSummary later) {
    var comparison = new RunComparison(earlier, later);
    comparison.compareHosts();
    comparison.compareSteps();
    return comparison;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  private void compareHosts() {
    var all = new TreeSet<>(earlier.hosts().keySet());
    all.addAll(later.hosts().keySet());
    for (var host : all) {
      var before = Optional.ofNullable(earlier.hosts().get(host)).map(RunComparison::end);
      var after = Optional.ofNullable(later.hosts().get(host)).map(RunComparison::end);
      if (!before.equals(after)) {
        var lines =
            List.of(
                "- " + before.orElse("not in this run"), "+ " + after.orElse("not in this run"));
        add(new Change("the host itself", lines), host);
      }
    }
  }

  private static String end(Tally.HostCounts hostCounts) {
    return hostCounts.end().orElse("finished");
  }

  private void compareSteps() {
    var before = steps(earlier);
    var after = steps(later);
    after.forEach((key, step) -> compare(key, Optional.ofNullable(before.get(key)), step));
    before.forEach((key, step) -> {
      if (!after.containsKey(key) && later.hosts().containsKey(key.host()) && says(step)) {
        add(new Change(key.task(), lines("-", step)), key.host());
      }
    });
  }

  private void compare(Key key, Optional<StepSummary> before, StepSummary after) {
    if (before.isPresent()) {
      boolean isSame =
          before.get().state() == after.state() && before.get().lines().equals(after.lines());
      if (!isSame) {
        var lines = new ArrayList<>(lines("-", before.get()));
        lines.addAll(lines("+", after));
        add(new Change(key.task(), lines), key.host());
      }
    } else if (earlier.hosts().containsKey(key.host()) && says(after)) {
      add(new Change(key.task(), lines("+", after)), key.host());
    }
  }

  /** A step that did nothing need not be missed where its host did not come to it. */
  private static boolean says(StepSummary step) {
    return step.state() != StepSummary.StepState.OK
        && step.state() != StepSummary.StepState.SKIPPED;
  }

  private void add(Change change, String host) {
    changes.computeIfAbsent(change, _ -> new ArrayList<>()).add(host);
  }

  private static Map<Key, StepSummary> steps(RunSummary runSummary) {
    var numbers = new HashMap<Key, Integer>();
    var steps = new LinkedHashMap<Key, StepSummary>();
    for (var step : runSummary.steps()) {
      var first = new Key(step.play(), step.name(), 1, step.host());
      int number = numbers.merge(first, 1, Integer::sum);
      steps.put(new Key(step.play(), step.name(), number, step.host()), step);
    }
    return steps;
  }

  private static List<String> lines(String sign, StepSummary step) {
    var lines = new ArrayList<String>();
    lines.add(sign + " " + step.state().name().toLowerCase(Locale.ROOT));
    step.lines().forEach(line -> lines.add(sign + "   " + line));
    return lines;
  }

  /** Returns the difference as the user reads it; what is the same on several hosts, once. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("--- " + title(earlier));
    lines.add("+++ " + title(later));
    changes.forEach((change, hosts) -> {
      lines.add("");
      hosts.sort(null);
      lines.add("%s (%s)".formatted(change.task(), String.join(", ", hosts)));
      change.lines().forEach(line -> lines.add("  " + line));
    });
    lines.add("");
    lines.add(
        changes.isEmpty()
            ? "they say the same"
            : "%d %s"
                .formatted(changes.size(), changes.size() == 1 ? "difference" : "differences"));
    return lines;
  }

  private static String title(RunSummary runSummary) {
    var about = runSummary.about();
    return "%s %s of %s, %s"
        .formatted(
            about.check() ? "check" : "run", about.run(), about.playbook(), runSummary.sentence());
  }
}
