package runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.lab.LabFolder;

/** Plays the examples of a role, and checks what every role must keep. */
@Command(
    name = "test",
    description = {
      "Plays each playbook in the folder 'examples' of a role on fresh hosts of a lab:",
      "two checks must say the same, the play must do what they said, and a second play must"
          + " change nothing."
    },
    mixinStandardHelpOptions = true)
final class RoleTestCommand implements Callable<Integer> {

  private static final String LAB = "role-test";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ROLE", description = "the folder of the role")
  private Path role;

  @Option(
      names = "--hosts",
      paramLabel = "N",
      defaultValue = "1",
      description = "the number of hosts, named host1 and on (${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "FILE",
      description = "an inventory whose hosts are copied, instead of --hosts")
  private Optional<Path> inventory = Optional.empty();

  @Option(
      names = "--no-lab",
      description = "play on the hosts of the inventory themselves, such as containers in CI")
  private boolean noLab;

  private LabFolder lab;

  @Override
  public Integer call() throws Exception {
    if (noLab && inventory.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--no-lab needs -i INVENTORY");
    }
    var examples = examples();
    lab = LabFolder.of(LAB);
    if (!noLab && LabFolder.all().contains(lab)) {
      throw new ParameterException(
          spec.commandLine(),
          "there is a lab '%1$s' already; remove it: runbook lab down --name %1$s".formatted(LAB));
    }
    int status = ExitCode.DONE;
    for (var example : examples) {
      status = Math.max(status, test(example));
    }
    return status;
  }

  private List<Path> examples() throws IOException {
    var folder = role.resolve("examples");
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no folder %s; write playbooks into it that call the role".formatted(folder));
    }
    try (var files = Files.list(folder)) {
      var examples = files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
      if (examples.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "%s has no playbook (*.yml)".formatted(folder));
      }
      return examples;
    }
  }

  private int test(Path example) throws Exception {
    var out = spec.commandLine().getOut();
    var reports = Files.createTempDirectory("runbook-role-test");
    try {
      int status = noLab ? ExitCode.DONE : runbook(labUp());
      if (status != ExitCode.DONE) {
        return status;
      }
      var roleExample = new RoleExample(words -> runbook(where(words)), example, reports);
      return roleExample.test(out) ? ExitCode.DONE : ExitCode.FAILED;
    } finally {
      if (!noLab) {
        runbook(List.of("lab", "down", "--name", LAB));
      }
      try (var files = Files.list(reports)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(reports);
    }
  }

  private List<String> labUp() {
    var words = new ArrayList<>(List.of("lab", "up", "--name", LAB));
    words.addAll(
        inventory
            .map(file -> List.of("-i", file.toString()))
            .orElse(List.of("--hosts", String.valueOf(count))));
    return words;
  }

  private List<String> where(List<String> play) {
    var words = new ArrayList<>(play);
    words.addAll(List.of("-i", inventory.orElseGet(lab::inventory).toString()));
    if (!noLab) {
      words.add("--lab=" + LAB);
    }
    return words;
  }

  private int runbook(List<String> words) {
    var out = spec.commandLine().getOut();
    out.println("$ runbook " + String.join(" ", words));
    out.flush();
    int status = Main.run(words.toArray(String[]::new), out, spec.commandLine().getErr());
    out.println();
    return status;
  }
}
