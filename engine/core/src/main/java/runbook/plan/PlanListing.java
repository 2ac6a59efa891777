package runbook.plan;

import java.util.Set;
import java.util.TreeSet;
import runbook.plan.Plan.PlannedPlay;
import runbook.playbook.Barrier;
import runbook.playbook.PlayElement;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;

/** Formats a plan as text for {@code --list-hosts} and {@code --list-tasks}. */
public final class PlanListing {

  private final StringBuilder text = new StringBuilder();

  private PlanListing() {}

  public static String hosts(Plan plan) {
    var planListing = new PlanListing();
    for (var play : plan.plays()) {
      planListing.head(play);
      play.hosts().forEach(host -> planListing.line(1, host.name(), Set.of()));
    }
    return planListing.text.toString();
  }

  public static String tasks(Plan plan) {
    var planListing = new PlanListing();
    for (var play : plan.plays()) {
      planListing.head(play);
      play.play().elements().forEach(playElement -> planListing.element(playElement));
      if (!play.play().handlers().isEmpty()) {
        planListing.line(1, "handlers", Set.of());
        play.play()
            .handlers()
            .forEach(task -> planListing.line(2, task.name(), task.inherited().tags()));
      }
    }
    return planListing.text.toString();
  }

  private void head(PlannedPlay play) {
    var hosts = play.hosts().size() == 1 ? "1 host" : play.hosts().size() + " hosts";
    line(0, "%s (%s)".formatted(play.play().name(), hosts), play.play().tags());
  }

  private void element(PlayElement playElement) {
    switch (playElement) {
      case Task task -> line(1, task.name(), task.inherited().tags());
      case Barrier barrier -> line(1, "barrier: " + barrier.name(), barrier.tags());
      case RollingBlock rollingBlock -> {
        line(1, "rolling: " + rollingBlock.name(), rollingBlock.tags());
        rollingBlock
            .gate()
            .forEach(task -> line(2, "gate: " + task.name(), task.inherited().tags()));
        rollingBlock.tasks().forEach(task -> line(2, task.name(), task.inherited().tags()));
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
