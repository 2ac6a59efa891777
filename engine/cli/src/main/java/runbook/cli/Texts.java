package runbook.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.inventory.Inventory;
import runbook.plan.Plan;
import runbook.plan.Planner;
import runbook.plan.Preparation;
import runbook.plan.Selection;
import runbook.plan.TaskPreparation;
import runbook.playbook.PlaybookReader;
import runbook.schema.Modules;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.value.Secrets;

/** What the user wrote, read and laid together, with all that is wrong about it in one pass. */
final class Texts {

  private final Modules modules;
  private final Secrets secrets;
  private final Doubts doubts;

  Texts(Modules modules, Secrets secrets, PrintWriter err) {
    this.modules = modules;
    this.secrets = secrets;
    this.doubts = new Doubts(err, secrets::mask);
  }

  /** A plan with what goes on to prepare its tasks. */
  record Ready(Plan plan, Preparation preparation) {}

  /**
   * @param view how the inventory is seen, such as from inside a lab
   */
  Ready plan(
      Path playbook, List<Path> inventory, UnaryOperator<Inventory> view, Selection selection)
      throws Refused {
    var problems = new Problems();
    var ready = plan(playbook, inventory, view, selection, problems);
    Refused.unlessNone(problems);
    doubt(List.of(ready.orElseThrow()));
    return ready.orElseThrow();
  }

  /** Plans with what could be read even when not all could; empty when there is a problem. */
  Optional<Ready> plan(
      Path playbook, List<Path> inventory, Selection selection, Problems problems) {
    return plan(playbook, inventory, UnaryOperator.identity(), selection, problems);
  }

  private Optional<Ready> plan(
      Path playbook,
      List<Path> inventory,
      UnaryOperator<Inventory> view,
      Selection selection,
      Problems problems) {
    var read = new PlaybookReader(modules).read(playbook, problems);
    var wrongHosts = new Problems();
    var hosts = InventoryFiles.read(inventory, playbook, wrongHosts);
    problems.addAll(wrongHosts);
    problems.doubts().forEach(doubts);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    var preparation = new TaskPreparation(modules, doubts);
    var planner = new Planner(preparation, secrets);
    if (!wrongHosts.none()) {
      // Half an inventory would only make hosts unknown that are there.
      planner.check(read.get(), problems);
      return Optional.empty();
    }
    return planner
        .plan(read.get(), view.apply(hosts), selection, problems)
        .map(plan -> new Ready(plan, preparation));
  }

  /** Says which variables of {@code -e} none of the plans uses. */
  void doubt(List<Ready> plans) {
    plans.stream()
        .flatMap(ready -> ready.plan().unread().stream())
        .filter(p -> plans.stream().allMatch(ready -> names(ready.plan().unread(), p.at())))
        .forEach(doubts);
  }

  private static boolean names(List<Problem> unread, Position at) {
    return unread.stream().anyMatch(problem -> problem.at().equals(at));
  }

  /** What is wrong with a playbook on any hosts. */
  void check(Path playbook, Problems problems) {
    new PlaybookReader(modules)
        .read(playbook, problems)
        .ifPresent(read ->
            new Planner(new TaskPreparation(modules, doubts), secrets).check(read, problems));
    problems.doubts().forEach(doubts);
  }
}
