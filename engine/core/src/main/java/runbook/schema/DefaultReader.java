package runbook.schema;

import java.util.Optional;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads the defaults that module authors write in annotations. */
final class DefaultReader {

  private DefaultReader() {}

  /** Empty when the text does not have the shape. */
  static Optional<Object> value(ParameterType parameterType, String name, String written) {
    var problems = new Problems();
    var source = new Source("the default of " + name, written);
    var node =
        switch (parameterType) {
          // These are texts already; YAML would want quotes inside the quotes of Java.
          case ParameterType.TextType _,
              ParameterType.FileModeType _,
              ParameterType.CustomTextType _ ->
              Optional.<Node>of(new Node.Scalar(source.at(1, 1), written, written, false, false));
          default -> YamlReader.read(source, problems);
        };
    return node.flatMap(n -> ModuleBinder.value(parameterType, name, n, problems));
  }
}
