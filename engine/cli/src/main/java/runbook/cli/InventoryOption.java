package runbook.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import runbook.inventory.Inventory;
import runbook.inventory.InventoryLoader;
import runbook.text.Problems;

/** The inventory of a command. */
final class InventoryOption {

  @Option(
      names = {"-i", "--inventory"},
      required = true,
      paramLabel = "FILE",
      description =
          "the inventory: a file, a folder of files, or a program; later ones add to earlier ones")
  private List<Path> files;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  List<Path> files() {
    return files;
  }

  Inventory read(Problems problems) {
    return read(files, problems, spec.commandLine().getErr());
  }

  static Inventory read(List<Path> files, Problems problems, PrintWriter err) {
    var inventoryLoader = new InventoryLoader(err::println);
    files.forEach(inventoryLoader::file);
    return inventoryLoader.inventory(problems);
  }

  /** Reads an inventory together with the variables next to a playbook. */
  static Inventory read(List<Path> files, Path playbook, Problems problems, PrintWriter err) {
    var inventoryLoader = new InventoryLoader(err::println).playbook(playbook);
    files.forEach(inventoryLoader::file);
    return inventoryLoader.inventory(problems);
  }
}
