package runbook.schema;

import java.nio.file.Path;
import java.util.Optional;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
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
  public Optional<LocalFile> file(Node.Scalar name, Problems problems) {
    return materials.file(name, problems);
  }

  @Override
  public Optional<LocalFolder> folder(Node.Scalar name, Problems problems) {
    return materials.folder(name, problems);
  }

  @Override
  public Judged<Boolean> claim(Condition.Term term, Problems problems) {
    return materials.claim(term, problems);
  }

  @Override
  public Judged<Object> variable(Node.Scalar name, Problems problems) {
    return materials.variable(name, problems);
  }

  @Override
  public Rendered template(Node.Scalar name, Problems problems) {
    return new Rendered.Unsure(why);
  }
}
