package runbook.schema;

import java.util.Optional;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.module.Module;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.yaml.Node;

/** Creates modules from the arguments of tasks. */
public final class ModuleBinder {

  private ModuleBinder() {}

  /**
   * Creates a module, and checks all arguments even if some are {@link runbook.knowledge.Unknown}.
   *
   * @param at where the task names the module, used for missing parameters
   */
  public static Knowledge<Module> bind(
      ModuleSchema schema,
      Node.Mapping arguments,
      Position at,
      ParameterSource parameterSource,
      Problems problems) {
    var found = new Problems();
    var reader = new ValueReader(parameterSource, found);
    var module =
        reader
            .fields(schema.recordType(), "'" + schema.name() + "'", arguments, at)
            .map(fields -> reader.made(schema.recordType(), fields, at))
            .orElseGet(Invalid::reported);
    problems.addAll(found);
    return module.map(Module.class::cast);
  }

  /** Reads a value that is not a module's parameter by the same rules; empty after a problem. */
  public static Optional<Object> value(
      ParameterType parameterType, String name, Node node, Problems problems) {
    var value =
        new ValueReader(ParameterSource.NONE, problems)
            .read(parameterType, ValueLabel.of(name), node);
    return value.known().map(Object.class::cast);
  }
}
