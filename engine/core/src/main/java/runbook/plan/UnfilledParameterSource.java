package runbook.plan;

import java.nio.file.Path;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Unknown;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.RenderedTemplate;
import runbook.playbook.FileSearchPath;
import runbook.schema.ParameterSource;
import runbook.text.Problems;
import runbook.value.ValueResolver;
import runbook.yaml.Node;

/**
 * Provides parameters before variables are filled in. Whatever depends on a variable is unknown.
 */
record UnfilledParameterSource(ControllerFiles controllerFiles, FileSearchPath fileSearchPath)
    implements ParameterSource {

  private static final Unknown<?> VARIABLE = new Unknown<>("the variables");

  static Node.Mapping of(Node.Mapping map) {
    return new Node.Mapping(
        map.at(),
        map.entries().stream().map(e -> new Node.Entry(e.key(), node(e.value()))).toList());
  }

  private static Node node(Node node) {
    return switch (node) {
      case Node.Scalar scalar ->
          ValueResolver.isLiteral(scalar)
              ? scalar
              : new Node.Scalar(scalar.at(), scalar.raw(), VARIABLE, false, scalar.secret());
      case Node.Sequence list ->
          new Node.Sequence(
              list.at(), list.items().stream().map(UnfilledParameterSource::node).toList());
      case Node.Mapping map -> of(map);
    };
  }

  @Override
  public Path root() {
    return fileSearchPath.playbook().toAbsolutePath();
  }

  @Override
  public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
    return controllerFiles
        .file(name, fileSearchPath, problems)
        .map(fileContent -> new LocalFile(name.value().toString(), fileContent));
  }

  @Override
  public Knowledge<LocalFolder> folder(Node.Scalar name, Problems problems) {
    return controllerFiles.folder(name, fileSearchPath, problems);
  }

  @Override
  public Knowledge<RenderedTemplate> template(Node.Scalar name, Problems problems) {
    return controllerFiles
        .template(name, fileSearchPath, problems)
        .flatMap(template -> new Unknown<>(VARIABLE.why()));
  }
}
