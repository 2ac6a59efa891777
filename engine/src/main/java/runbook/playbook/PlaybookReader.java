package runbook.playbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.schema.Modules;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads playbooks. */
public final class PlaybookReader {

  private final Modules modules;

  public PlaybookReader(Modules modules) {
    this.modules = modules;
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
    var folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    return YamlReader.read(source, problems)
        .flatMap(node -> plays(node, problems))
        .map(nodes -> playbook(nodes, folder, problems));
  }

  private static Optional<List<Node>> plays(Node node, Problems problems) {
    if (node instanceof Node.Sequence(_, List<Node> items) && !items.isEmpty()) {
      return Optional.of(items);
    }
    boolean empty =
        switch (node) {
          case Node.Sequence _ -> true;
          case Node.Mapping map -> map.entries().isEmpty();
          case Node.Scalar scalar -> scalar.value() == null;
        };
    problems.add(
        node.at(),
        empty ? "the playbook is empty" : "a playbook is a list of plays",
        "begin a play with '- hosts: all'");
    return Optional.empty();
  }

  private Playbook playbook(List<Node> nodes, Path folder, Problems problems) {
    var plays = new ArrayList<Play>();
    for (var node : nodes) {
      if (node instanceof Node.Mapping map) {
        new PlayReader(modules, folder, problems).read(map).ifPresent(plays::add);
      } else {
        problems.add(node.at(), "a play is a map with 'hosts' and 'tasks'");
      }
    }
    return new Playbook(plays);
  }
}
