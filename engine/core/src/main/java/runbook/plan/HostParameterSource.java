package runbook.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import runbook.knowledge.Knowledge;
import runbook.module.param.FileContent;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.RenderedTemplate;
import runbook.playbook.FileSearchPath;
import runbook.schema.ParameterSource;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.ConditionEvaluator;
import runbook.value.ConditionResult;
import runbook.value.SecretText;
import runbook.value.SecretUse;
import runbook.value.ValueResolver;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/** Provides files next to a playbook, and templates rendered with the variables of a host. */
record HostParameterSource(
    ControllerFiles controllerFiles,
    FileSearchPath fileSearchPath,
    VariableScope variableScope,
    SecretUses secretUses)
    implements ParameterSource {

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
  public ParameterSource with(Map<String, ?> variables) {
    return new HostParameterSource(
        controllerFiles, fileSearchPath, variableScope.with(variables), secretUses);
  }

  @Override
  public Knowledge<LocalFolder> folder(Node.Scalar name, Problems problems) {
    return controllerFiles.folder(name, fileSearchPath, problems);
  }

  @Override
  public Knowledge<Boolean> evaluateCondition(Condition.Term term, Problems problems) {
    return ConditionEvaluator.judge(new Condition(List.of(term)), variableScope, problems)
        .map(ConditionResult::isTrue);
  }

  @Override
  public Knowledge<Object> variable(Node.Scalar name, Problems problems) {
    return ValueResolver.variable(name, variableScope, problems);
  }

  @Override
  public Knowledge<RenderedTemplate> template(Node.Scalar name, Problems problems) {
    return controllerFiles
        .template(name, fileSearchPath, problems)
        .flatMap(template -> template.render(variableScope, problems))
        .map(text -> new RenderedTemplate(name.value().toString(), content(text)));
  }

  /** Settings that hold a secret have passed it on to the template as plain values. */
  private FileContent content(Object rendered) {
    if (rendered instanceof SecretText secretText) {
      secretUses.add(secretText, variableScope);
      return FileContent.of(secretText.text()).asSecret();
    }
    var content = FileContent.of((String) rendered);
    return secretUses.most() == SecretUse.NONE ? content : content.asSecret();
  }
}
