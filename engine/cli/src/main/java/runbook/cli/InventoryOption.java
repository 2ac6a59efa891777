package runbook.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
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

  List<Path> files() {
    return files;
  }

  Inventory read(Problems problems) {
    return read(files, problems);
  }

  static Inventory read(List<Path> files, Problems problems) {
    var inventoryLoader = new InventoryLoader();
    files.forEach(inventoryLoader::file);
    return inventoryLoader.inventory(problems);
  }

  /** Reads an inventory together with the variables next to a playbook. */
  static Inventory read(List<Path> files, Path playbook, Problems problems) {
    var inventoryLoader = new InventoryLoader().playbook(playbook);
    files.forEach(inventoryLoader::file);
    return inventoryLoader.inventory(problems);
  }
}
