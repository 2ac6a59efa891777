package runbook.plan;

import java.nio.file.Path;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Unknown;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.Template;
import runbook.playbook.Home;
import runbook.schema.Materials;
import runbook.text.Problems;
import runbook.value.Values;
import runbook.yaml.Node;

/** Parameters before any variable is filled in: what is made of one is unknown. */
record Unfilled(Shelf shelf, Home home) implements Materials {

  private static final Unknown<?> VARIABLE = new Unknown<>("the variables");

  static Node.Mapping of(Node.Mapping map) {
    return new Node.Mapping(
        map.at(),
        map.entries().stream().map(e -> new Node.Entry(e.key(), node(e.value()))).toList());
  }

  private static Node node(Node node) {
    return switch (node) {
      case Node.Scalar scalar ->
          Values.isLiteral(scalar)
              ? scalar
              : new Node.Scalar(scalar.at(), scalar.raw(), VARIABLE, false, scalar.secret());
      case Node.Sequence list ->
          new Node.Sequence(list.at(), list.items().stream().map(Unfilled::node).toList());
      case Node.Mapping map -> of(map);
    };
  }

  @Override
  public Path root() {
    return home.playbook().toAbsolutePath();
  }

  @Override
  public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
    return shelf
        .file(name, home, problems)
        .map(content -> new LocalFile(name.value().toString(), content));
  }

  @Override
  public Knowledge<LocalFolder> folder(Node.Scalar name, Problems problems) {
    return shelf.folder(name, home, problems);
  }

  @Override
  public Knowledge<Template> template(Node.Scalar name, Problems problems) {
    return shelf.template(name, home, problems).flatMap(template -> new Unknown<>(VARIABLE.why()));
  }
}
