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
import runbook.playbook.Stock;
import runbook.playbook.Task;
import runbook.text.Problems;
import runbook.text.Snippet;
import runbook.text.Source;
import runbook.value.Secrets;

/** A playbook in a folder, laid over an inventory without any problem. */
record Site(Plan plan, TaskPreparation preparation) {

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

  static Site of(Path folder, String playbook) throws IOException {
    return of(folder, playbook, HOSTS, Selection.ALL, new Secrets());
  }

  static Site of(Path folder, String playbook, Selection selection) throws IOException {
    return of(folder, playbook, HOSTS, selection, new Secrets());
  }

  static Site of(Path folder, String playbook, String hosts, Selection selection, Secrets secrets)
      throws IOException {
    Files.writeString(folder.resolve("site.yml"), playbook);
    var problems = new Problems();
    var inventory = Inventory.read(List.of(new Source("hosts.yml", hosts)), problems);
    var book = new PlaybookReader(Stock.MODULES).read(folder.resolve("site.yml"), problems);
    var preparation = new TaskPreparation(Stock.MODULES);
    var plan =
        new Planner(preparation, secrets).plan(book.orElseThrow(), inventory, selection, problems);
    assertEquals("", problems.all().stream().map(Snippet::of).collect(Collectors.joining("\n")));
    return new Site(plan.orElseThrow(), preparation);
  }

  static Selection limit(String limit) {
    return new Selection(Optional.of(limit), List.of(), List.of(), List.of());
  }

  static Selection tags(String tags, String skipTags) {
    return new Selection(
        Optional.empty(),
        tags.isEmpty() ? List.of() : List.of(tags),
        skipTags.isEmpty() ? List.of() : List.of(skipTags),
        List.of());
  }

  static Selection extra(String... extraVars) {
    return new Selection(Optional.empty(), List.of(), List.of(), List.of(extraVars));
  }

  Plan.PlannedPlay play() {
    return plan.plays().getFirst();
  }

  Prepared prepared(int host, int task) {
    return preparation.prepare(
        (Task) play().play().elements().get(task), play().hosts().get(host).scope());
  }

  /** The command of the first task. */
  String command(int host) {
    var ready = (Prepared.Ready) prepared(host, 0);
    return ((Stock.Command) ready.calls().getFirst().module().orElseThrow()).cmd();
  }
}
