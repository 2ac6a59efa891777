package runbook.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import runbook.inventory.Host;
import runbook.inventory.HostPattern;
import runbook.inventory.Inventory;
import runbook.text.Problems;
import runbook.yaml.Node;

/** Shows the contents of an inventory. */
@Command(
    name = "inventory",
    description = "Lists the groups and hosts of an inventory, or the variables of a host.",
    mixinStandardHelpOptions = true)
final class InventoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private InventoryOption files;

  @Option(
      names = "--host",
      paramLabel = "PATTERN",
      description = "list the variables of these hosts and where each comes from")
  private Optional<String> pattern = Optional.empty();

  @Override
  public Integer call() throws Exception {
    var problems = new Problems();
    var inventory = files.read(problems);
    problems
        .warnings()
        .forEach(new WarningPrinter(spec.commandLine().getErr(), UnaryOperator.identity()));
    InvalidInput.unlessNone(problems);
    var out = spec.commandLine().getOut();
    if (pattern.isEmpty()) {
      groups(inventory, out);
      return ExitCode.DONE;
    }
    var hosts = HostPattern.of("--host", pattern.get(), problems).select(inventory, problems);
    InvalidInput.unlessNone(problems);
    hosts.forEach(host -> variables(host, out));
    return ExitCode.DONE;
  }

  private static void groups(Inventory inventory, PrintWriter out) {
    inventory
        .groups()
        .forEach((group, hosts) -> {
          if (!hosts.isEmpty()) {
            out.println(group);
            hosts.forEach(host -> out.println("  " + host));
          }
        });
  }

  private static void variables(Host host, PrintWriter out) {
    out.println(host.name() + "  # " + host.at());
    host.vars()
        .forEach((name, value) ->
            out.println("  %s: %s  # %s".formatted(name, text(value), value.at())));
  }

  /** Returns a value as YAML on one line. */
  private static String text(Node node) {
    return switch (node) {
      case Node.Scalar scalar when scalar.secret() -> "********";
      case Node.Scalar scalar -> scalar.plain() ? scalar.raw() : '"' + scalar.raw() + '"';
      case Node.Sequence list ->
          "[" + String.join(", ", list.items().stream().map(InventoryCommand::text).toList()) + "]";
      case Node.Mapping map ->
          "{"
              + String.join(
                  ", ",
                  map.entries().stream().map(e -> e.key().raw() + ": " + text(e.value())).toList())
              + "}";
    };
  }
}
