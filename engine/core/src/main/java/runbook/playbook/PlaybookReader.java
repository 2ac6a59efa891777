package runbook.playbook;

import java.nio.file.Path;
import java.util.Optional;
import runbook.schema.ModuleRegistry;
import runbook.text.Problems;
import runbook.text.Source;

/** Reads playbooks. */
public final class PlaybookReader {

  private final ModuleRegistry moduleRegistry;
  private final SharedRoles sharedRoles;

  public PlaybookReader(ModuleRegistry moduleRegistry) {
    this(moduleRegistry, SharedRoles.NONE);
  }

  /**
   * Creates a reader.
   *
   * @param sharedRoles the roles that are not beside the playbook
   */
  public PlaybookReader(ModuleRegistry moduleRegistry, SharedRoles sharedRoles) {
    this.moduleRegistry = moduleRegistry;
    this.sharedRoles = sharedRoles;
  }

  /** Reads a playbook from a file. After problems it contains the parts that could be read. */
  public Optional<Playbook> read(Path file, Problems problems) {
    return Source.read(file, file.toString(), problems)
        .flatMap(source -> read(source, file, problems));
  }

  /**
   * Reads a playbook from a source.
   *
   * @param file the file whose folder is the playbook's
   */
  public Optional<Playbook> read(Source source, Path file, Problems problems) {
    return new PlayListReader(moduleRegistry, sharedRoles, problems)
        .read(source, file, InheritedSettings.at(home(file)))
        .map(Playbook::new);
  }

  static FileSearchPath home(Path file) {
    return FileSearchPath.of(Optional.ofNullable(file.getParent()).orElse(Path.of("")));
  }
}
