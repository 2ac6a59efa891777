package runbook.schema;

import java.nio.file.Path;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Unknown;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.RenderedTemplate;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.yaml.Node;

/** A parameter source whose templates are unknown because some of their values are. */
record IncompleteParameterSource(ParameterSource parameterSource, String why)
    implements ParameterSource {

  @Override
  public Path root() {
    return parameterSource.root();
  }

  @Override
  public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
    return parameterSource.file(name, problems);
  }

  @Override
  public Knowledge<LocalFolder> folder(Node.Scalar name, Problems problems) {
    return parameterSource.folder(name, problems);
  }

  @Override
  public Knowledge<Boolean> evaluateCondition(Condition.Term term, Problems problems) {
    return parameterSource.evaluateCondition(term, problems);
  }

  @Override
  public Knowledge<Object> variable(Node.Scalar name, Problems problems) {
    return parameterSource.variable(name, problems);
  }

  @Override
  public Knowledge<RenderedTemplate> template(Node.Scalar name, Problems problems) {
    return new Unknown<>(why);
  }
}
