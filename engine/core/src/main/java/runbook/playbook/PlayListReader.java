package runbook.playbook;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import runbook.schema.Keywords;
import runbook.schema.ModuleRegistry;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads the plays of a playbook, including those of imported playbooks. */
final class PlayListReader {

  static final String IMPORT = "import_playbook";

  private final ModuleRegistry moduleRegistry;
  private final SharedRoles sharedRoles;
  private final Problems problems;
  private final Deque<Path> open = new ArrayDeque<>();

  PlayListReader(ModuleRegistry moduleRegistry, SharedRoles sharedRoles, Problems problems) {
    this.moduleRegistry = moduleRegistry;
    this.sharedRoles = sharedRoles;
    this.problems = problems;
  }

  /**
   * Reads the plays of a source; empty if it is not a playbook.
   *
   * @param outer the settings of the import
   */
  Optional<List<Play>> read(Source source, Path file, InheritedSettings outer) {
    open.push(file.toAbsolutePath().normalize());
    var plays =
        YamlReader.read(source, problems).flatMap(this::items).map(items -> plays(items, outer));
    open.pop();
    return plays;
  }

  private Optional<List<Node>> items(Node node) {
    if (node instanceof Node.Sequence(_, List<Node> items) && !items.isEmpty()) {
      return Optional.of(items);
    }
    problems.add(
        node.at(),
        node.isEmpty() ? "the playbook is empty" : "a playbook is a list of plays",
        "begin a play with '- hosts: all'");
    return Optional.empty();
  }

  private List<Play> plays(List<Node> nodes, InheritedSettings outer) {
    var plays = new ArrayList<Play>();
    for (var node : nodes) {
      switch (node) {
        case Node.Mapping map when map.get(IMPORT).isPresent() ->
            plays.addAll(imported(map, outer));
        case Node.Mapping map ->
            new PlayReader(moduleRegistry, sharedRoles, problems)
                .read(map, outer)
                .ifPresent(plays::add);
        default -> problems.add(node.at(), "a play is a map with 'hosts' and 'tasks'");
      }
    }
    return plays;
  }

  private List<Play> imported(Node.Mapping map, InheritedSettings outer) {
    var keywordReader = new KeywordReader(map, "an import of a playbook", problems);
    keywordReader.allow(Keywords.IMPORT_PLAYBOOK);
    // The outermost import wins over inner ones.
    var inheritedSettings = outer.with(keywordReader).with(outer.vars());
    return keywordReader
        .word(IMPORT)
        .flatMap(name -> imported(name, inheritedSettings))
        .orElse(List.of());
  }

  private Optional<List<Play>> imported(Node.Scalar name, InheritedSettings inheritedSettings) {
    var file = inheritedSettings.fileSearchPath().playbook().resolve(name.raw()).normalize();
    if (open.contains(file.toAbsolutePath().normalize())) {
      problems.add(name.at(), "the playbook '" + name.raw() + "' imports itself", "remove it here");
      return Optional.empty();
    }
    return Source.read(file, file.toString(), name.at(), problems)
        .flatMap(source -> read(source, file, inheritedSettings.in(PlaybookReader.home(file))));
  }
}
