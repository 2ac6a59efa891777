package runbook.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.event.Event;
import runbook.event.StepOutcome;
import runbook.inventory.InventoryLoader;
import runbook.plan.PlanOptions;
import runbook.plan.Planner;
import runbook.plan.PlaybookTaskPreparer;
import runbook.playbook.PlaybookReader;
import runbook.report.Tally;
import runbook.run.PlaybookRun;
import runbook.run.RunOptions;
import runbook.schema.ModuleRegistry;
import runbook.step.Target;
import runbook.text.Problems;
import runbook.text.Snippet;
import runbook.text.Source;
import runbook.value.SecretMasker;

/** Plays a playbook in a test and keeps the events. */
public final class PlaybookTrial {

  private final ModuleRegistry moduleRegistry;
  private final Path playbook;
  private final String inventory;
  private final Target.Opener opener;
  private final List<String> extraVars;

  /**
   * Prepares to play a playbook.
   *
   * @param inventory the text of an inventory
   */
  public PlaybookTrial(
      ModuleRegistry moduleRegistry,
      Path playbook,
      String inventory,
      Target.Opener opener,
      List<String> extraVars) {
    this.moduleRegistry = moduleRegistry;
    this.playbook = playbook;
    this.inventory = inventory;
    this.opener = opener;
    this.extraVars = List.copyOf(extraVars);
  }

  /** The events and counts of a run. */
  public record TrialResult(List<Event> events, Tally tally) {

    /** Returns the host and name of steps that changed something, or would in check mode. */
    public List<String> changes() {
      return steps(StepOutcome.Changed.class);
    }

    /** Returns the steps whose result check mode cannot predict. */
    public List<String> unknown() {
      return steps(StepOutcome.Unsure.class);
    }

    public List<String> failures() {
      return steps(StepOutcome.Failed.class);
    }

    private List<String> steps(Class<? extends StepOutcome> outcome) {
      return events.stream()
          .filter(Event.StepEnded.class::isInstance)
          .map(Event.StepEnded.class::cast)
          .filter(step -> outcome.isInstance(step.stepOutcome()))
          .map(step ->
              "%s: %s %s".formatted(step.host(), step.stepId().name(), step.stepId().item()))
          .map(String::strip)
          .sorted()
          .toList();
    }
  }

  public TrialResult check() throws InterruptedException {
    return run(true, false);
  }

  public TrialResult play() throws InterruptedException {
    return run(false, false);
  }

  /** Plays each step in a request of its own. */
  public TrialResult playStepByStep() throws InterruptedException {
    return run(false, true);
  }

  private TrialResult run(boolean check, boolean stepByStep) throws InterruptedException {
    var problems = new Problems();
    var secretMasker = new SecretMasker();
    var hosts =
        new InventoryLoader()
            .text(new Source("hosts.yml", inventory))
            .playbook(playbook)
            .inventory(problems);
    var read = new PlaybookReader(moduleRegistry).read(playbook, problems);
    refuse(problems);
    var preparation = new PlaybookTaskPreparer(moduleRegistry);
    var planOptions = new PlanOptions(Optional.empty(), List.of(), List.of(), extraVars);
    var plan =
        new Planner(preparation, secretMasker).plan(read.get(), hosts, planOptions, problems);
    refuse(problems);
    var events = new ArrayList<Event>();
    var tally = new Tally();
    var runOptions = new RunOptions(check, true, stepByStep, 50, RunOptions.LOOK_TIMEOUT);
    new PlaybookRun(
            plan.orElseThrow(),
            preparation,
            opener,
            runOptions,
            event -> {
              synchronized (events) {
                events.add(event);
              }
              tally.on(event);
            })
        .run(playbook.toString());
    return new TrialResult(List.copyOf(events), tally);
  }

  private static void refuse(Problems problems) {
    if (!problems.none()) {
      throw new AssertionError(
          problems.all().stream().map(Snippet::of).collect(Collectors.joining("\n\n")));
    }
  }
}
