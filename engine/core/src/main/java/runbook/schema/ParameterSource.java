package runbook.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Unknown;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.RenderedTemplate;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.ConditionEvaluator;
import runbook.yaml.Node;

/** Provides the files, templates and variables that parameters refer to. */
public interface ParameterSource {

  /** Refuses all files, for texts that cannot name any. */
  ParameterSource NONE =
      new ParameterSource() {
        @Override
        public Path root() {
          return Path.of("").toAbsolutePath();
        }

        @Override
        public Knowledge<LocalFile> file(Node.Scalar name, Problems problems) {
          problems.add(name.at(), "no file can be named here");
          return Invalid.reported();
        }

        @Override
        public Knowledge<RenderedTemplate> template(Node.Scalar name, Problems problems) {
          problems.add(name.at(), "no template can be named here");
          return Invalid.reported();
        }
      };

  /** Returns the folder that relative paths on the controller start from: the playbook's. */
  Path root();

  Knowledge<LocalFile> file(Node.Scalar name, Problems problems);

  default Knowledge<LocalFolder> folder(Node.Scalar name, Problems problems) {
    problems.add(name.at(), "no folder can be named here");
    return Invalid.reported();
  }

  Knowledge<RenderedTemplate> template(Node.Scalar name, Problems problems);

  /** Evaluates a condition. Without a host, only its text is checked. */
  default Knowledge<Boolean> evaluateCondition(Condition.Term term, Problems problems) {
    var found = new Problems();
    ConditionEvaluator.check(new Condition(List.of(term)), found);
    problems.addAll(found);
    return found.none() ? new Unknown<>("the variables") : Invalid.reported();
  }

  /** Returns the value of a variable, or of a part of one. */
  default Knowledge<Object> variable(Node.Scalar name, Problems problems) {
    return new Unknown<>("the variables");
  }

  /** Returns a source whose templates also see these values. */
  default ParameterSource with(Map<String, ?> variables) {
    return this;
  }
}
