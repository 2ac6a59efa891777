package runbook.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import runbook.knowledge.Knowledge;
import runbook.module.param.Content;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.Template;
import runbook.playbook.Home;
import runbook.schema.Materials;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.Conditions;
import runbook.value.Scope;
import runbook.value.Values;
import runbook.yaml.Node;

/** The files beside a playbook, and its templates filled in with the variables of a host. */
record HostMaterials(Shelf shelf, Home home, Scope scope) implements Materials {

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
  public Materials with(Map<String, ?> variables) {
    return new HostMaterials(shelf, home, scope.with(variables));
  }

  @Override
  public Knowledge<LocalFolder> folder(Node.Scalar name, Problems problems) {
    return shelf.folder(name, home, problems);
  }

  @Override
  public Knowledge<Boolean> claim(Condition.Term term, Problems problems) {
    return Conditions.judge(new Condition(List.of(term)), scope, problems)
        .map(ConditionResult::isTrue);
  }

  @Override
  public Knowledge<Object> variable(Node.Scalar name, Problems problems) {
    return Values.variable(name, scope, problems);
  }

  @Override
  public Knowledge<Template> template(Node.Scalar name, Problems problems) {
    return shelf
        .template(name, home, problems)
        .flatMap(template -> template.render(scope, problems))
        .map(text -> new Template(name.value().toString(), Content.of(text)));
  }
}
