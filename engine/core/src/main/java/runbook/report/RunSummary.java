package runbook.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to say about a run. Every report that is a file is made of this alone, so a report
 * that is made later says the same.
 *
 * @param hosts the counts of each host, by name
 * @param steps all steps, in the order in which they ended
 * @param timeline what each host did when, by name
 * @param longestChain what waited for what until the end, in the order of time
 * @param warnings what was warned of, with the host before it
 */
public record RunSummary(
    About about,
    RunTotals totals,
    Map<String, Tally.HostCounts> hosts,
    List<StepSummary> steps,
    List<Trouble> troubles,
    Map<String, List<RunTimeline.Span>> timeline,
    List<RunTimeline.Span> longestChain,
    List<String> warnings) {

  /**
   * What is known about a run when it begins.
   *
   * @param run its name
   * @param began when, by the controller's clock
   */
  public record About(String run, String began, String playbook, boolean check) {}

  /**
   * A step that ended in the same way on several hosts.
   *
   * @param first the one that ended first
   * @param steps that of each host, by the names of the hosts
   */
  public record StepGroup(StepSummary first, List<String> lines, List<StepSummary> steps) {

    /** Returns the names of the hosts, sorted. */
    public List<String> hosts() {
      return steps.stream().map(StepSummary::host).toList();
    }
  }

  private record Key(String play, String step, StepSummary.StepState state, List<String> lines) {}

  /**
   * Returns the steps in one of these states, those that say the same on several hosts once. They
   * are in the order in which hosts came to the tasks, whatever the pace of each host.
   */
  public List<StepGroup> groups(StepSummary.StepState... states) {
    var wanted = List.of(states);
    var order = new HashMap<String, Integer>();
    var groups = new LinkedHashMap<Key, StepGroup>();
    for (var step : steps) {
      order.putIfAbsent(task(step), order.size());
      if (wanted.contains(step.state())) {
        var lines = step.lines();
        var key = new Key(step.play(), task(step) + " " + step.name(), step.state(), lines);
        groups
            .computeIfAbsent(key, _ -> new StepGroup(step, lines, new ArrayList<>()))
            .steps()
            .add(step);
      }
    }
    groups.values().forEach(group -> group.steps().sort(Comparator.comparing(StepSummary::host)));
    return groups.values().stream()
        .sorted(
            Comparator.<StepGroup>comparingInt(group -> order.get(task(group.first())))
                .thenComparing(group -> group.steps().getFirst().host()))
        .toList();
  }

  private static String task(StepSummary step) {
    return step.play() + " " + step.stepId().at();
  }

  /** Returns one line on all hosts. */
  public String sentence() {
    var text =
        "%d %s: %d ok, %d %s, %d failed, %d unreachable"
            .formatted(
                totals.hosts(),
                totals.hosts() == 1 ? "host" : "hosts",
                totals.ok(),
                totals.changed(),
                about.check() ? "would change or unknown" : "changed",
                totals.failed(),
                totals.unreachable());
    return text + (totals.stopped() == 0 ? "" : ", %d stopped".formatted(totals.stopped()));
  }
}
