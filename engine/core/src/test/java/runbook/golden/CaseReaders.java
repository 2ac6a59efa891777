package runbook.golden;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.inventory.Inventory;
import runbook.inventory.InventoryLoader;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.YamlReader;

/** Readers for the cases in each folder. */
final class CaseReaders {

  private static final Map<String, CaseReader> READERS =
      Map.of(
          "yaml", (source, _, problems) -> YamlReader.read(source, problems),
          "module", (source, _, problems) -> ModuleCase.read(source, problems),
          "inventory", (source, _, problems) -> Inventory.read(List.of(source), problems),
          "variables", (_, file, problems) -> readInventory(file, problems),
          "servers", (_, file, problems) -> readInventory(file, problems),
          "pattern", (source, _, problems) -> HostPatternCase.read(source, problems),
          "playbook", PlaybookCase::read);

  private CaseReaders() {}

  private static void readInventory(Path file, Problems problems) {
    var _ =
        new InventoryLoader()
            .file(file)
            .playbook(file.resolveSibling("playbooks/site.yml"))
            .inventory(problems);
  }

  /** Reads a case for its problems; files are searched for next to the given file. */
  interface CaseReader {
    void read(Source source, Path file, Problems problems);
  }

  static CaseReader of(String folder) {
    return Optional.ofNullable(READERS.get(folder))
        .orElseThrow(() -> new AssertionError("no kind of case is called " + folder));
  }
}
