package runbook.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.inventory.Inventory;
import runbook.plan.Plan;
import runbook.plan.PlanOptions;
import runbook.plan.Planner;
import runbook.plan.PlaybookTaskPreparer;
import runbook.plan.TaskPreparer;
import runbook.playbook.PlaybookReader;
import runbook.project.LockedRoles;
import runbook.schema.ModuleRegistry;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.value.SecretMasker;

/** Reads playbooks and inventories and makes plans, and finds all mistakes in one pass. */
final class PlanLoader {

  private final ModuleRegistry moduleRegistry;
  private final SecretMasker secretMasker;
  private final PrintWriter err;
  private final WarningPrinter warningPrinter;

  PlanLoader(ModuleRegistry moduleRegistry, SecretMasker secretMasker, PrintWriter err) {
    this.moduleRegistry = moduleRegistry;
    this.secretMasker = secretMasker;
    this.err = err;
    this.warningPrinter = new WarningPrinter(err, secretMasker::mask);
  }

  /** A plan, and the preparer of its tasks. */
  record LoadedPlan(Plan plan, TaskPreparer taskPreparer) {}

  /**
   * @param view adapts the inventory, such as to a lab
   */
  LoadedPlan plan(
      Path playbook, List<Path> inventory, UnaryOperator<Inventory> view, PlanOptions planOptions)
      throws InvalidInput {
    var problems = new Problems();
    var ready = plan(playbook, inventory, view, planOptions, problems);
    InvalidInput.unlessNone(problems);
    warnUnusedVariables(List.of(ready.orElseThrow()));
    return ready.orElseThrow();
  }

  /**
   * Makes a plan even from incomplete input, to find more mistakes; empty if there is a problem.
   */
  Optional<LoadedPlan> plan(
      Path playbook, List<Path> inventory, PlanOptions planOptions, Problems problems) {
    return plan(playbook, inventory, UnaryOperator.identity(), planOptions, problems);
  }

  private Optional<LoadedPlan> plan(
      Path playbook,
      List<Path> inventory,
      UnaryOperator<Inventory> view,
      PlanOptions planOptions,
      Problems problems) {
    var read = playbookReader(playbook, problems).read(playbook, problems);
    var wrongHosts = new Problems();
    var hosts = InventoryOption.read(inventory, playbook, wrongHosts, err);
    problems.addAll(wrongHosts);
    problems.warnings().forEach(warningPrinter);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    var preparation = new PlaybookTaskPreparer(moduleRegistry, warningPrinter);
    var planner = new Planner(preparation, secretMasker);
    if (!wrongHosts.none()) {
      // With half an inventory, existing hosts would be reported as unknown.
      planner.check(read.get(), problems);
      return Optional.empty();
    }
    return planner
        .plan(read.get(), view.apply(hosts), planOptions, problems)
        .map(plan -> new LoadedPlan(plan, preparation));
  }

  /** Warns of variables of {@code -e} that none of the plans uses. */
  void warnUnusedVariables(List<LoadedPlan> plans) {
    plans.stream()
        .flatMap(loadedPlan -> loadedPlan.plan().unusedExtraVars().stream())
        .filter(p ->
            plans.stream()
                .allMatch(loadedPlan -> names(loadedPlan.plan().unusedExtraVars(), p.at())))
        .forEach(warningPrinter);
  }

  private static boolean names(List<Problem> unread, Position at) {
    return unread.stream().anyMatch(problem -> problem.at().equals(at));
  }

  private PlaybookReader playbookReader(Path playbook, Problems problems) {
    var folder = playbook.toAbsolutePath().getParent();
    return new PlaybookReader(moduleRegistry, LockedRoles.of(folder, problems));
  }

  /** Finds mistakes in a playbook that do not depend on hosts. */
  void check(Path playbook, Problems problems) {
    playbookReader(playbook, problems)
        .read(playbook, problems)
        .ifPresent(read ->
            new Planner(new PlaybookTaskPreparer(moduleRegistry, warningPrinter), secretMasker)
                .check(read, problems));
    problems.warnings().forEach(warningPrinter);
  }
}
