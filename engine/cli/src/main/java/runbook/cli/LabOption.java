package runbook.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import runbook.connection.Lease;
import runbook.inventory.CopiedInventory;
import runbook.inventory.Inventory;
import runbook.lab.Lab;
import runbook.lab.LabCommandRunner;
import runbook.lab.LabFailure;
import runbook.lab.LabFolder;
import runbook.lab.LabHost;
import runbook.plan.Plan;

/** Plays on the copies of hosts in a lab instead of the hosts themselves. */
final class LabOption {

  /** Set for the process inside the lab to the id of the process that waits outside. */
  private static final String MARK = "RUNBOOK_INSIDE";

  @Option(
      names = "--lab",
      paramLabel = "NAME",
      arity = "0..1",
      fallbackValue = LabFolder.USUAL,
      parameterConsumer = LabNameConsumer.class,
      description = {
        "play on the copies of the hosts that 'runbook lab up' started, from inside their"
            + " network: nothing reaches the hosts themselves",
      })
  private Optional<String> name = Optional.empty();

  /** Does not take a playbook after {@code --lab} for a name. */
  static final class LabNameConsumer implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
      boolean named = !words.isEmpty() && words.peek().matches("[a-z][a-z0-9-]*");
      option.setValue(Optional.of(named ? words.pop() : LabFolder.USUAL));
    }
  }

  Optional<LabFolder> folder() throws LabFailure {
    return name.isPresent() ? Optional.of(LabFolder.of(name.get())) : Optional.empty();
  }

  /**
   * Runs this program with these arguments inside the lab's network, unless it is there already.
   * Returns the exit status; empty if this process should continue itself.
   */
  Optional<Integer> runInsideLab(List<String> arguments)
      throws IOException, InterruptedException, LabFailure {
    var folder = folder();
    var outer = Optional.ofNullable(System.getenv(MARK));
    if (folder.isEmpty() || new Lab(folder.get()).isHere()) {
      outer.map(Long::valueOf).ifPresent(ForegroundProcess::endWhenParentEnds);
      return Optional.empty();
    }
    if (outer.isPresent()) {
      throw new LabFailure(
          "this process is not inside the lab '%s'".formatted(folder.get().name()),
          "see 'runbook lab status'");
    }
    var inside = new LabCommandRunner(folder.get()).inNetwork(again(arguments));
    var own = Long.toString(ProcessHandle.current().pid());
    return Optional.of(ForegroundProcess.run(inside, Map.of(MARK, own)));
  }

  /** Returns a command line that runs this command in another JVM like this one. */
  private List<String> again(List<String> arguments) throws IOException {
    var words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
    var machine = List.of(words.split("\0", -1));
    int program = machine.indexOf(Main.class.getName());
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        program > 0
            ? machine.subList(1, program)
            : List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(arguments);
    return command;
  }

  /** Returns a function that adapts an inventory to the lab, if there is one. */
  UnaryOperator<Inventory> view() throws IOException, LabFailure {
    var folder = folder();
    if (folder.isEmpty()) {
      return UnaryOperator.identity();
    }
    var lab = folder.get();
    var moved =
        new Lab(lab)
            .hosts().stream()
                .filter(LabHost::moved)
                .collect(Collectors.toMap(LabHost::name, LabHost::address));
    return inventory ->
        CopiedInventory.of(inventory, "the lab " + lab.name(), lab.key(), lab.knownHosts(), moved);
  }

  /** Fails unless every host of a plan has a copy in the lab. */
  void check(Plan plan) throws IOException, LabFailure {
    var folder = folder();
    if (folder.isEmpty()) {
      return;
    }
    var doubles = new HashMap<String, LabHost>();
    new Lab(folder.get()).hosts().forEach(host -> doubles.put(host.name(), host));
    for (var play : plan.plays()) {
      for (var host : play.hosts()) {
        var there = Optional.ofNullable(doubles.get(host.name()));
        var address = host.endpoint().address();
        if (there.isEmpty() || !there.get().isAt(address)) {
          throw new LabFailure(
              "the lab '%s' has no copy of %s at %s"
                  .formatted(folder.get().name(), host.name(), address),
              "it is from %s; remove it, then run 'lab up' with this inventory"
                  .formatted(new Lab(folder.get()).from()));
        }
      }
    }
  }

  ConnectionSetup connectionSetup(Consumer<String> warnings, Optional<Lease> lease)
      throws LabFailure {
    var folder = folder();
    return folder.isPresent()
        ? ConnectionSetup.forLab(folder.get(), warnings, lease)
        : new ConnectionSetup(warnings, lease);
  }
}
