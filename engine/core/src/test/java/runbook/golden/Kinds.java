package runbook.golden;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.inventory.Census;
import runbook.inventory.Inventory;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.YamlReader;

/** How the cases of each folder are read. */
final class Kinds {

  private static final Map<String, Reader> READERS =
      Map.of(
          "yaml", (source, _, problems) -> YamlReader.read(source, problems),
          "module", (source, _, problems) -> ModuleCase.read(source, problems),
          "inventory", (source, _, problems) -> Inventory.read(List.of(source), problems),
          "variables", (_, file, problems) -> census(file, problems),
          "servers", (_, file, problems) -> census(file, problems),
          "pattern", (source, _, problems) -> PatternCase.read(source, problems),
          "playbook", PlaybookCase::read);

  private Kinds() {}

  private static void census(Path file, Problems problems) {
    var _ =
        new Census()
            .file(file)
            .playbook(file.resolveSibling("playbooks/site.yml"))
            .inventory(problems);
  }

  /** Reads a case for the problems in it; the file tells where files beside it are looked for. */
  interface Reader {
    void read(Source source, Path file, Problems problems);
  }

  static Reader of(String folder) {
    return Optional.ofNullable(READERS.get(folder))
        .orElseThrow(() -> new AssertionError("no kind of case is called " + folder));
  }
}
