package runbook.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import runbook.connection.Endpoint;
import runbook.inventory.CopiedInventory;
import runbook.inventory.Inventory;
import runbook.lab.LabFolder;
import runbook.lab.LabPrerequisites;
import runbook.plan.PlannedHost;
import runbook.plan.Planner;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.SecretMasker;

/** Starts copies of an inventory's hosts. */
@Command(
    name = "up",
    description = {
      "Starts a copy of every host, and waits until they have booted.",
      "Hosts that are already running are left alone."
    },
    mixinStandardHelpOptions = true)
final class LabUpCommand implements Callable<Integer> {

  private static final int MOST = 500;

  @Spec private CommandSpec spec;
  @Mixin private LabNameOption name;

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "FILE",
      description = "the inventory whose hosts to copy; may be given more than once")
  private List<Path> inventory = new ArrayList<>();

  @Option(
      names = "--hosts",
      paramLabel = "N",
      description = "start this many hosts, named host1 and on, instead of those of an inventory")
  private Optional<Integer> count = Optional.empty();

  @Override
  public Integer call() throws Exception {
    var out = spec.commandLine().getOut();
    if (inventory.isEmpty() == count.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "give either -i INVENTORY or --hosts N");
    }
    if (count.isPresent() && (count.get() < 1 || count.get() > MOST)) {
      throw new ParameterException(spec.commandLine(), "--hosts must be from 1 to " + MOST);
    }
    var endpoints = endpoints(read());
    long began = System.nanoTime();
    LabPrerequisites.prepare(out::println);
    var lab = name.lab();
    var from =
        count.isPresent()
            ? count.get() + " hosts"
            : inventory.stream().map(Path::toString).collect(Collectors.joining(", "));
    lab.up(endpoints, from, out::println);
    if (count.isPresent()) {
      LabFolder.write(lab.folder().inventory(), numbered().lines().toList());
    }
    out.println(
        "%d %s running after %.1f s"
            .formatted(
                endpoints.size(),
                endpoints.size() == 1 ? "host" : "hosts",
                (System.nanoTime() - began) / 1e9));
    out.println("play on them with: runbook play PLAYBOOK " + howToPlay());
    return ExitCode.DONE;
  }

  private String howToPlay() throws Exception {
    var files = count.isPresent() ? List.of(name.folder().inventory()) : inventory;
    var lab = name.folder().name();
    return files.stream().map(file -> "-i " + file).collect(Collectors.joining(" "))
        + " --lab"
        + (lab.equals(LabFolder.USUAL) ? "" : "=" + lab);
  }

  private Inventory read() throws InvalidInput {
    var problems = new Problems();
    var hosts =
        count.isPresent()
            ? Inventory.read(List.of(new Source("--hosts", numbered())), problems)
            : InventoryOption.read(inventory, problems, spec.commandLine().getErr());
    InvalidInput.unlessNone(problems);
    return hosts;
  }

  private String numbered() {
    return IntStream.rangeClosed(1, count.orElseThrow())
        .mapToObj(i -> "    host%d: { address: 10.77.%d.%d }\n".formatted(i, i / 200, 10 + i % 200))
        .collect(Collectors.joining("", "all:\n  vars: { user: root }\n  hosts:\n", ""));
  }

  private static List<Endpoint> endpoints(Inventory hosts) throws InvalidInput {
    var problems = new Problems();
    var planned =
        Planner.hosts(
            CopiedInventory.withoutConnectionSettings(hosts),
            Inventory.ALL,
            new SecretMasker(),
            problems);
    InvalidInput.unlessNone(problems);
    return planned.stream().map(PlannedHost::endpoint).toList();
  }
}
