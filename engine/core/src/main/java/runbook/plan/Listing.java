package runbook.plan;

import java.util.Set;
import java.util.TreeSet;
import runbook.plan.Plan.PlannedPlay;
import runbook.playbook.Barrier;
import runbook.playbook.Element;
import runbook.playbook.Rolling;
import runbook.playbook.Task;

/** A plan as text, for {@code --list-hosts} and {@code --list-tasks}. */
public final class Listing {

  private final StringBuilder text = new StringBuilder();

  private Listing() {}

  public static String hosts(Plan plan) {
    var listing = new Listing();
    for (var play : plan.plays()) {
      listing.head(play);
      play.hosts().forEach(host -> listing.line(1, host.name(), Set.of()));
    }
    return listing.text.toString();
  }

  public static String tasks(Plan plan) {
    var listing = new Listing();
    for (var play : plan.plays()) {
      listing.head(play);
      play.play().elements().forEach(element -> listing.element(element));
      if (!play.play().handlers().isEmpty()) {
        listing.line(1, "handlers", Set.of());
        play.play()
            .handlers()
            .forEach(task -> listing.line(2, task.name(), task.inherited().tags()));
      }
    }
    return listing.text.toString();
  }

  private void head(PlannedPlay play) {
    var hosts = play.hosts().size() == 1 ? "1 host" : play.hosts().size() + " hosts";
    line(0, "%s (%s)".formatted(play.play().name(), hosts), play.play().tags());
  }

  private void element(Element element) {
    switch (element) {
      case Task task -> line(1, task.name(), task.inherited().tags());
      case Barrier barrier -> line(1, "barrier: " + barrier.name(), barrier.tags());
      case Rolling rolling -> {
        line(1, "rolling: " + rolling.name(), rolling.tags());
        rolling.gate().forEach(task -> line(2, "gate: " + task.name(), task.inherited().tags()));
        rolling.tasks().forEach(task -> line(2, task.name(), task.inherited().tags()));
      }
    }
  }

  private void line(int depth, String what, Set<String> tags) {
    text.append("  ".repeat(depth)).append(what);
    if (!tags.isEmpty()) {
      text.append("  [").append(String.join(", ", new TreeSet<>(tags))).append(']');
    }
    text.append('\n');
  }
}
