package runbook.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.event.Event;
import runbook.event.Outcome;
import runbook.inventory.Census;
import runbook.plan.Planner;
import runbook.plan.Selection;
import runbook.plan.TaskPreparation;
import runbook.playbook.PlaybookReader;
import runbook.report.Tally;
import runbook.run.Options;
import runbook.run.Run;
import runbook.schema.Modules;
import runbook.step.Target;
import runbook.text.Problems;
import runbook.text.Snippet;
import runbook.text.Source;
import runbook.value.Secrets;

/** Plays a playbook inside a test, and keeps what happened. */
public final class Trial {

  private final Modules modules;
  private final Path playbook;
  private final String inventory;
  private final Target.Opener opener;
  private final List<String> extraVars;

  /**
   * Makes a playbook ready to be played.
   *
   * @param inventory the text of an inventory
   */
  public Trial(
      Modules modules,
      Path playbook,
      String inventory,
      Target.Opener opener,
      List<String> extraVars) {
    this.modules = modules;
    this.playbook = playbook;
    this.inventory = inventory;
    this.opener = opener;
    this.extraVars = List.copyOf(extraVars);
  }

  /** What happened. */
  public record Told(List<Event> events, Tally tally) {

    /** The steps that changed, or in check mode would change, something: host and name. */
    public List<String> changes() {
      return steps(Outcome.Changed.class);
    }

    /** The steps of which check mode cannot tell. */
    public List<String> unknown() {
      return steps(Outcome.Unsure.class);
    }

    public List<String> failures() {
      return steps(Outcome.Failed.class);
    }

    private List<String> steps(Class<? extends Outcome> outcome) {
      return events.stream()
          .filter(Event.StepEnded.class::isInstance)
          .map(Event.StepEnded.class::cast)
          .filter(step -> outcome.isInstance(step.outcome()))
          .map(step -> "%s: %s %s".formatted(step.host(), step.step().name(), step.step().item()))
          .map(String::strip)
          .sorted()
          .toList();
    }
  }

  public Told check() throws InterruptedException {
    return run(true);
  }

  public Told play() throws InterruptedException {
    return run(false);
  }

  private Told run(boolean check) throws InterruptedException {
    var problems = new Problems();
    var secrets = new Secrets();
    var hosts =
        new Census()
            .text(new Source("hosts.yml", inventory))
            .playbook(playbook)
            .inventory(problems);
    var read = new PlaybookReader(modules).read(playbook, problems);
    refuse(problems);
    var preparation = new TaskPreparation(modules);
    var selection = new Selection(Optional.empty(), List.of(), List.of(), extraVars);
    var plan = new Planner(preparation, secrets).plan(read.get(), hosts, selection, problems);
    refuse(problems);
    var events = new ArrayList<Event>();
    var tally = new Tally();
    var options = new Options(check, true, 50, Options.LOOK_TIMEOUT);
    new Run(
            plan.orElseThrow(),
            preparation,
            opener,
            options,
            event -> {
              synchronized (events) {
                events.add(event);
              }
              tally.on(event);
            })
        .run(playbook.toString());
    return new Told(List.copyOf(events), tally);
  }

  private static void refuse(Problems problems) {
    if (!problems.none()) {
      throw new AssertionError(
          problems.all().stream().map(Snippet::of).collect(Collectors.joining("\n\n")));
    }
  }
}
