package runbook.schema;

import java.util.Optional;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads the defaults that module authors write in annotations. */
final class Defaults {

  private Defaults() {}

  /** Empty when the text does not have the shape. */
  static Optional<Object> value(Shape shape, String name, String written) {
    var problems = new Problems();
    var source = new Source("the default of " + name, written);
    var node =
        switch (shape) {
          // These are texts already; YAML would want quotes inside the quotes of Java.
          case Shape.Text _, Shape.Permissions _, Shape.Word _ ->
              Optional.<Node>of(new Node.Scalar(source.at(1, 1), written, written, false, false));
          default -> YamlReader.read(source, problems);
        };
    return node.flatMap(n -> Binder.value(shape, name, n, problems));
  }
}
