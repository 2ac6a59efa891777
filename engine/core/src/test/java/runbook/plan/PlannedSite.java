package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.inventory.Inventory;
import runbook.playbook.PlaybookReader;
import runbook.playbook.StandInModules;
import runbook.playbook.Task;
import runbook.text.Problems;
import runbook.text.Snippet;
import runbook.text.Source;
import runbook.value.SecretMasker;

/** A playbook in a folder, planned for an inventory without problems. */
record PlannedSite(Plan plan, PlaybookTaskPreparer preparation) {

  static final String HOSTS =
      """
      all:
        vars: {level: all, port: 80}
        children:
          web:
            vars: {level: web}
            hosts:
              web1: {level: web1, address: 10.0.0.1}
              web2:
              web3:
          db:
            hosts: {db1: }
      """;

  static PlannedSite of(Path folder, String playbook) throws IOException {
    return of(folder, playbook, HOSTS, PlanOptions.ALL, new SecretMasker());
  }

  static PlannedSite of(Path folder, String playbook, PlanOptions planOptions) throws IOException {
    return of(folder, playbook, HOSTS, planOptions, new SecretMasker());
  }

  static PlannedSite of(
      Path folder,
      String playbook,
      String hosts,
      PlanOptions planOptions,
      SecretMasker secretMasker)
      throws IOException {
    Files.writeString(folder.resolve("site.yml"), playbook);
    var problems = new Problems();
    var inventory = Inventory.read(List.of(new Source("hosts.yml", hosts)), problems);
    var book =
        new PlaybookReader(StandInModules.MODULES).read(folder.resolve("site.yml"), problems);
    var preparation = new PlaybookTaskPreparer(StandInModules.MODULES);
    var plan =
        new Planner(preparation, secretMasker)
            .plan(book.orElseThrow(), inventory, planOptions, problems);
    assertEquals("", problems.all().stream().map(Snippet::of).collect(Collectors.joining("\n")));
    return new PlannedSite(plan.orElseThrow(), preparation);
  }

  static PlanOptions limit(String limit) {
    return new PlanOptions(Optional.of(limit), List.of(), List.of(), List.of());
  }

  static PlanOptions tags(String tags, String skipTags) {
    return new PlanOptions(
        Optional.empty(),
        tags.isEmpty() ? List.of() : List.of(tags),
        skipTags.isEmpty() ? List.of() : List.of(skipTags),
        List.of());
  }

  static PlanOptions extra(String... extraVars) {
    return new PlanOptions(Optional.empty(), List.of(), List.of(), List.of(extraVars));
  }

  Plan.PlannedPlay play() {
    return plan.plays().getFirst();
  }

  PreparedTask prepared(int host, int task) {
    return preparation.prepare(
        (Task) play().play().elements().get(task), play().hosts().get(host).variableScope());
  }

  /** Returns the command of the first task. */
  String command(int host) {
    var readyTask = (PreparedTask.ReadyTask) prepared(host, 0);
    return ((StandInModules.Command) readyTask.calls().getFirst().module().orElseThrow()).cmd();
  }
}
