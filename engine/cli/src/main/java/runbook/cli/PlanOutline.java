package runbook.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.journal.JournalReader;
import runbook.module.param.FileContent;
import runbook.plan.Plan;
import runbook.plan.PlanSources;
import runbook.plan.PlannedHost;
import runbook.playbook.Barrier;
import runbook.playbook.PlayElement;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;

/** What a journal keeps of a plan, to tell whether another run can go on with it. */
final class PlanOutline {

  private PlanOutline() {}

  static List<Set<String>> hosts(Plan plan) {
    return plan.plays().stream()
        .map(play -> play.hosts().stream().map(PlannedHost::name).collect(Collectors.toSet()))
        .toList();
  }

  static Map<String, String> sources(Plan plan) {
    var sources = new LinkedHashMap<String, String>();
    PlanSources.of(plan)
        .forEach(source -> sources.put(source.name(), FileContent.of(source.text()).sha256()));
    return sources;
  }

  static List<String> tasks(Plan plan) {
    var tasks = new ArrayList<String>();
    for (var planned : plan.plays()) {
      tasks.add("play " + planned.play().name());
      for (var element : planned.play().elements()) {
        tasks.addAll(lines(element));
      }
      planned.play().handlers().forEach(task -> tasks.add(line(task)));
    }
    return tasks;
  }

  private static List<String> lines(PlayElement element) {
    return switch (element) {
      case Task task -> List.of(line(task));
      case Barrier barrier -> List.of("barrier " + barrier.name());
      case RollingBlock rollingBlock ->
          Stream.of(
                  Stream.of("rolling " + rollingBlock.name()),
                  rollingBlock.gate().stream().map(task -> "gate " + line(task)),
                  rollingBlock.tasks().stream().map(PlanOutline::line))
              .flatMap(lines -> lines)
              .toList();
    };
  }

  private static String line(Task task) {
    return task.module().raw() + " " + task.name();
  }

  /** Returns how the texts differ from those at the beginning of the earlier run. */
  static List<String> changedSources(JournalReader earlier, Plan plan) {
    return changes(earlier.header().sources(), sources(plan));
  }

  /** Returns how texts differ, each known by its digest. */
  static List<String> changes(Map<String, String> before, Map<String, String> now) {
    var changed = new ArrayList<String>();
    before.forEach((source, digest) -> {
      if (!now.containsKey(source)) {
        changed.add(source + " is no longer used");
      } else if (!now.get(source).equals(digest)) {
        changed.add(source + " has changed");
      }
    });
    now.keySet().stream()
        .filter(source -> !before.containsKey(source))
        .forEach(source -> changed.add(source + " is new"));
    return changed;
  }

  /** Reports whether the plan has the tasks of the earlier run, so that it can go on. */
  static boolean hasTasksOf(JournalReader earlier, Plan plan) {
    return earlier.header().tasks().equals(tasks(plan));
  }
}
