package runbook.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.Conditions;
import runbook.yaml.Node;

/** Where parameters that name a file of the controller get it from. */
public interface Materials {

  /** For texts that cannot name files. */
  Materials NONE =
      new Materials() {
        @Override
        public Path root() {
          return Path.of("").toAbsolutePath();
        }

        @Override
        public Optional<LocalFile> file(Node.Scalar name, Problems problems) {
          problems.add(name.at(), "no file can be named here");
          return Optional.empty();
        }

        @Override
        public Rendered template(Node.Scalar name, Problems problems) {
          problems.add(name.at(), "no template can be named here");
          return new Rendered.Refused();
        }
      };

  /** Where paths of the controller begin that do not begin with a slash: beside the playbook. */
  Path root();

  /** Empty after a problem that says why. */
  Optional<LocalFile> file(Node.Scalar name, Problems problems);

  /** Empty after a problem that says why. */
  default Optional<LocalFolder> folder(Node.Scalar name, Problems problems) {
    problems.add(name.at(), "no folder can be named here");
    return Optional.empty();
  }

  Rendered template(Node.Scalar name, Problems problems);

  /** Judges a condition; where no host is meant only its text can be judged. */
  default Judged<Boolean> claim(Condition.Term term, Problems problems) {
    var found = new Problems();
    Conditions.check(new Condition(List.of(term)), found);
    problems.addAll(found);
    return found.none() ? new Judged.Unsure<>("the variables") : new Judged.Refused<>();
  }

  /** The value of a variable, or of a part of one. */
  default Judged<Object> variable(Node.Scalar name, Problems problems) {
    return new Judged.Unsure<>("the variables");
  }

  /** The same, where templates find these values beside the variables. */
  default Materials with(Map<String, ?> variables) {
    return this;
  }
}
