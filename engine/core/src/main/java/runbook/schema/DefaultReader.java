package runbook.schema;

import java.util.Optional;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads the {@code @Default} values of module parameters. */
final class DefaultReader {

  private DefaultReader() {}

  /** Returns the default; empty if it does not match the parameter's type. */
  static Optional<Object> value(ParameterType parameterType, String name, String written) {
    var problems = new Problems();
    var source = new Source("the default of " + name, written);
    var node =
        switch (parameterType) {
          // Used as they are: as YAML they would need quotes inside Java's quotes.
          case ParameterType.TextType _,
              ParameterType.FileModeType _,
              ParameterType.CustomTextType _ ->
              Optional.<Node>of(new Node.Scalar(source.at(1, 1), written, written, false, false));
          default -> YamlReader.read(source, problems);
        };
    return node.flatMap(n -> ModuleBinder.value(parameterType, name, n, problems));
  }
}
