package runbook.playbook;

import java.nio.file.Path;
import java.util.Optional;
import runbook.schema.ModuleRegistry;
import runbook.text.Problems;
import runbook.text.Source;

/** Reads playbooks. */
public final class PlaybookReader {

  private final ModuleRegistry moduleRegistry;

  public PlaybookReader(ModuleRegistry moduleRegistry) {
    this.moduleRegistry = moduleRegistry;
  }

  /** The playbook of a file; with problems there is as much of it as could be read. */
  public Optional<Playbook> read(Path file, Problems problems) {
    return Source.read(file, file.toString(), problems)
        .flatMap(source -> read(source, file, problems));
  }

  /**
   * The same for a file whose text is there already.
   *
   * @param file what its folder is taken from
   */
  public Optional<Playbook> read(Source source, Path file, Problems problems) {
    return new PlayListReader(moduleRegistry, problems)
        .read(source, file, InheritedSettings.at(home(file)))
        .map(Playbook::new);
  }

  static FileSearchPath home(Path file) {
    return FileSearchPath.of(Optional.ofNullable(file.getParent()).orElse(Path.of("")));
  }
}
