package runbook.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.param.Content;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.Template;
import runbook.playbook.Home;
import runbook.schema.Judged;
import runbook.schema.Materials;
import runbook.schema.Rendered;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.Conditions;
import runbook.value.Scope;
import runbook.value.Unknown;
import runbook.value.Values;
import runbook.yaml.Node;

/** The files beside a playbook, and its templates filled in with the variables of a host. */
record HostMaterials(Shelf shelf, Home home, Scope scope) implements Materials {

  @Override
  public Path root() {
    return home.playbook().toAbsolutePath();
  }

  @Override
  public Optional<LocalFile> file(Node.Scalar name, Problems problems) {
    return shelf
        .file(name, home, problems)
        .map(content -> new LocalFile(name.value().toString(), content));
  }

  @Override
  public Materials with(Map<String, ?> variables) {
    return new HostMaterials(shelf, home, scope.with(variables));
  }

  @Override
  public Optional<LocalFolder> folder(Node.Scalar name, Problems problems) {
    return shelf.folder(name, home, problems);
  }

  @Override
  public Judged<Boolean> claim(Condition.Term term, Problems problems) {
    var found = new Problems();
    var verdict = Conditions.judge(new Condition(List.of(term)), scope, found);
    problems.addAll(found);
    return found.none() ? Judged.of(verdict) : new Judged.Refused<>();
  }

  @Override
  public Judged<Object> variable(Node.Scalar name, Problems problems) {
    var found = new Problems();
    var value = Values.variable(name, scope, found);
    problems.addAll(found);
    return !found.none()
        ? new Judged.Refused<>()
        : value instanceof Unknown(String why)
            ? new Judged.Unsure<>(why)
            : new Judged.Known<>(value);
  }

  @Override
  public Rendered template(Node.Scalar name, Problems problems) {
    var template = shelf.template(name, home, problems);
    if (template.isEmpty()) {
      return new Rendered.Refused();
    }
    var found = new Problems();
    var text = template.get().render(scope, found);
    problems.addAll(found);
    if (!found.none()) {
      return new Rendered.Refused();
    }
    return text instanceof Unknown(String why)
        ? new Rendered.Unsure(why)
        : new Rendered.Filled(new Template(name.value().toString(), Content.of((String) text)));
  }
}
