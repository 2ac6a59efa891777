package runbook.golden;

import java.nio.file.Path;
import java.util.List;
import runbook.inventory.Inventory;
import runbook.plan.PlanOptions;
import runbook.plan.Planner;
import runbook.plan.PlaybookTaskPreparer;
import runbook.playbook.PlaybookReader;
import runbook.playbook.StandInModules;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.SecretMasker;

/**
 * A case is a playbook for the hosts of {@code hosts.yaml} next to it. Its first lines contain
 * command-line options, such as {@code # --limit web}.
 */
final class PlaybookCase {

  private PlaybookCase() {}

  static void read(Source source, Path file, Problems problems) {
    var hosts = Source.read(file.resolveSibling("hosts.yaml"), "hosts.yaml", problems);
    var inventory = Inventory.read(List.of(hosts.orElseThrow()), problems);
    new PlaybookReader(StandInModules.MODULES)
        .read(source, file, problems)
        .ifPresent(playbook -> {
          var preparation = new PlaybookTaskPreparer(StandInModules.MODULES);
          var _ =
              new Planner(preparation, new SecretMasker())
                  .plan(playbook, inventory, selection(source), problems);
        });
  }

  private static PlanOptions selection(Source source) {
    return new PlanOptions(
        options(source, "--limit").stream().findFirst(),
        options(source, "--tags"),
        options(source, "--skip-tags"),
        options(source, "-e"));
  }

  private static List<String> options(Source source, String option) {
    return source
        .text()
        .lines()
        .filter(line -> line.startsWith("# " + option + " "))
        .map(line -> line.substring(option.length() + 3))
        .toList();
  }
}
