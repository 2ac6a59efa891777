package runbook.schema;

import java.util.Optional;
import runbook.module.Module;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.yaml.Node;

/** Makes a module of what the user wrote. */
public final class Binder {

  private Binder() {}

  /**
   * Checks every argument, also when one of them is an {@link runbook.value.Unknown}.
   *
   * @param at where the task names the module: the place of what is missing
   */
  public static Binding bind(
      ModuleSchema schema,
      Node.Mapping arguments,
      Position at,
      Materials materials,
      Problems problems) {
    var found = new Problems();
    var reader = new ValueReader(materials, found);
    var taken =
        reader
            .fields(schema.group(), "'" + schema.name() + "'", arguments, at)
            .map(fields -> reader.made(schema.group(), fields, at))
            .orElseGet(Taken.Wrong::new);
    problems.addAll(found);
    return switch (taken) {
      case Taken.Got(var module) -> new Binding.Bound((Module) module);
      case Taken.Unsure(var why) -> new Binding.Uncertain(why);
      case Taken.Wrong() -> new Binding.Refused();
    };
  }

  /** A value that is no module's parameter, read by the same rules; empty after a problem. */
  public static Optional<Object> value(Shape shape, String name, Node node, Problems problems) {
    var taken = new ValueReader(Materials.NONE, problems).read(shape, Spot.of(name), node);
    return taken instanceof Taken.Got(var value) ? Optional.of(value) : Optional.empty();
  }
}
