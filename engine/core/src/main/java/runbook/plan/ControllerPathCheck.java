package runbook.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runbook.schema.ModuleSchema;
import runbook.schema.ParameterType;
import runbook.text.Problems;
import runbook.value.SecretText;
import runbook.value.ValueResolver;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/**
 * Checks that inserted values do not lead a path on the controller out of the folder that the
 * playbook names: they may come from a host, which may lie.
 *
 * <p>The folder is the text before the first inserted value or, if the path begins with a value
 * that is no result of a task, that value.
 */
record ControllerPathCheck(VariableScope variableScope, Problems problems) {

  /** What every registered result has. */
  private static final Set<String> OF_RESULTS = Set.of("changed", "failed", "skipped");

  /** Returns whether all paths are good; otherwise it has reported why not. */
  boolean accepts(ModuleSchema schema, Node.Mapping written, Node.Mapping filled) {
    int before = problems.all().size();
    for (var parameter : schema.recordType().parameters()) {
      var text = scalar(written, parameter.name());
      var path = scalar(filled, parameter.name()).map(Node.Scalar::value);
      if (parameter.parameterType() instanceof ParameterType.ControllerPathType
          && text.isPresent()
          && path.isPresent()
          && !ValueResolver.isLiteral(text.get())
          && leadsOut(text.get(), plain(path.get()))) {
        problems.add(
            text.get().at(),
            "'%s' would lead out of the folder that the playbook names: %s"
                .formatted(parameter.name(), path.get()),
            "write the folder in the playbook; an inserted value may not go up from there with"
                + " '..'");
      }
    }
    return problems.all().size() == before;
  }

  private static String plain(Object value) {
    return value instanceof SecretText(String text, _) ? text : value.toString();
  }

  private static Optional<Node.Scalar> scalar(Node.Mapping mapping, String key) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().raw().equals(key))
        .map(Node.Entry::value)
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast)
        .findFirst();
  }

  private boolean leadsOut(Node.Scalar text, String path) {
    var written = text.raw();
    int tag = written.indexOf("{{");
    if (tag != 0) {
      var folder = written.substring(0, written.lastIndexOf('/', Math.max(tag, 0)) + 1);
      return climbs(path.startsWith(folder) ? path.substring(folder.length()) : path);
    }
    int end = written.indexOf("}}") + (written.startsWith("{{{") ? 3 : 2);
    var first =
        new Node.Scalar(
            text.at(), written.substring(0, end), written.substring(0, end), true, false);
    var value = ValueResolver.known(first, variableScope, new Problems()).known();
    var name = written.substring(0, end).replaceAll("^\\{\\{[{&]?\\s*(\\w*).*", "$1");
    if (isResult(name) || value.isEmpty() || !path.startsWith(value.get().toString())) {
      return path.startsWith("/") || path.startsWith("~") || climbs(path);
    }
    return climbs(path.substring(value.get().toString().length()));
  }

  private boolean isResult(String name) {
    return variableScope.has(name)
        && variableScope.value(name, new Problems()) instanceof Map<?, ?> map
        && map.keySet().containsAll(OF_RESULTS);
  }

  private static boolean climbs(String path) {
    int depth = 0;
    for (var name : path.split("/", -1)) {
      depth += name.equals("..") ? -1 : name.isEmpty() || name.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
