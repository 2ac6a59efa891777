package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.module.Module;
import runbook.module.param.LocalFile;
import runbook.module.param.RenderedTemplate;
import runbook.schema.ModuleBinder;
import runbook.schema.ModuleRegistry;
import runbook.schema.ParameterSource;
import runbook.text.Problems;
import runbook.text.Snippet;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Tasks as users write them, next to a playbook in a folder. */
public final class YamlTasks {

  private static final ModuleRegistry MODULES = ModuleRegistry.load(List.of());

  private YamlTasks() {}

  public static List<Module> tasks(Path folder, String text) {
    var problems = new Problems();
    var bound =
        items(new Source("tasks.yml", text), problems).stream()
            .map(task -> bound(task, folder, problems))
            .toList();
    if (!problems.none()) {
      throw new AssertionError(errors(problems));
    }
    return bound.stream().map(b -> b.known().orElseThrow()).collect(Collectors.toList());
  }

  /** Returns their errors as a user sees them. */
  static String problems(Source source) {
    var problems = new Problems();
    items(source, problems).forEach(task -> bound(task, Path.of("/"), problems));
    return errors(problems);
  }

  private static String errors(Problems problems) {
    return problems.all().stream().map(p -> Snippet.of(p) + "\n").collect(Collectors.joining("\n"));
  }

  private static List<Node> items(Source source, Problems problems) {
    var node = YamlReader.read(source, problems).orElseThrow();
    return assertInstanceOf(Node.Sequence.class, node).items();
  }

  private static Knowledge<Module> bound(Node task, Path folder, Problems problems) {
    var entry = assertInstanceOf(Node.Mapping.class, task).entries().getFirst();
    var schema = MODULES.find(entry.key().raw()).orElseThrow();
    return schema
        .arguments(entry.key(), entry.value(), problems)
        .map(a ->
            ModuleBinder.bind(schema, a, entry.key().at(), new PathMaterials(folder), problems))
        .orElseGet(Invalid::reported);
  }

  /** Provides no files, only paths. */
  private record PathMaterials(Path root) implements ParameterSource {

    @Override
    public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
      return Invalid.reported();
    }

    @Override
    public Knowledge<RenderedTemplate> template(Node.Scalar name, Problems problems) {
      return Invalid.reported();
    }
  }
}
