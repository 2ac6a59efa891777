package runbook.schema;

import java.nio.file.Path;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Unknown;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.Template;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.yaml.Node;

/** Materials of which the templates lack something that is not known yet. */
record Waiting(Materials materials, String why) implements Materials {

  @Override
  public Path root() {
    return materials.root();
  }

  @Override
  public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
    return materials.file(name, problems);
  }

  @Override
  public Knowledge<LocalFolder> folder(Node.Scalar name, Problems problems) {
    return materials.folder(name, problems);
  }

  @Override
  public Knowledge<Boolean> claim(Condition.Term term, Problems problems) {
    return materials.claim(term, problems);
  }

  @Override
  public Knowledge<Object> variable(Node.Scalar name, Problems problems) {
    return materials.variable(name, problems);
  }

  @Override
  public Knowledge<Template> template(Node.Scalar name, Problems problems) {
    return new Unknown<>(why);
  }
}
