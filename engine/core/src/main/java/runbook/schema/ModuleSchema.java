package runbook.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import runbook.module.ChangesNothing;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.SetsVariables;
import runbook.module.Shorthand;
import runbook.text.Problems;
import runbook.yaml.Node;

/**
 * The description of a module, derived from its record.
 *
 * @param shorthand the parameter that a plain value sets
 * @param assigns the parameter that takes the whole map, whose keys are variables it sets
 * @param changesNothing whether the module never changes anything, and so can be skipped if its
 *     parameters are unknown
 * @param examples tasks as users write them
 */
public record ModuleSchema(
    String name,
    String doc,
    ParameterType.RecordType recordType,
    Optional<String> shorthand,
    Optional<String> assigns,
    boolean changesNothing,
    List<String> examples) {

  /**
   * Derives the schema from the record.
   *
   * @throws IllegalStateException if the record breaks the rules for modules
   */
  public static ModuleSchema of(Class<? extends Module> module) {
    var name = SnakeCase.snake(module.getSimpleName());
    if (!module.isRecord()) {
      throw new IllegalStateException("module '" + name + "': " + module + " is not a record");
    }
    var doc = module.getAnnotation(Doc.class);
    if (doc == null || doc.value().isBlank()) {
      throw new IllegalStateException("module '" + name + "' has no @Doc");
    }
    var recordType = new ParameterTypeFinder(name).group(module, 0);
    var shorthand =
        Optional.ofNullable(module.getAnnotation(Shorthand.class)).map(Shorthand::value);
    if (shorthand.isPresent() && !recordType.names().contains(shorthand.get())) {
      throw new IllegalStateException(
          "module '" + name + "': the @Shorthand '" + shorthand.get() + "' is not a parameter");
    }
    var examples =
        Arrays.stream(module.getAnnotationsByType(Example.class)).map(Example::value).toList();
    var assigns =
        Optional.ofNullable(module.getAnnotation(SetsVariables.class)).map(SetsVariables::value);
    if (assigns.isPresent() && !recordType.names().equals(List.of(assigns.get()))) {
      throw new IllegalStateException(
          "module '%s': the parameter '%s' of its @Assigns must be its only one"
              .formatted(name, assigns.get()));
    }
    return new ModuleSchema(
        name,
        doc.value(),
        recordType,
        shorthand,
        assigns,
        module.isAnnotationPresent(ChangesNothing.class),
        examples);
  }

  public List<Parameter> parameters() {
    return recordType.parameters();
  }

  /**
   * Returns a task's arguments as a map of parameters. A plain value sets the shorthand parameter.
   * Empty after a problem.
   */
  public Optional<Node.Mapping> arguments(Node.Scalar module, Node value, Problems problems) {
    return switch (value) {
      case Node.Mapping map when assigns.isPresent() -> {
        var key = new Node.Scalar(module.at(), assigns.get(), assigns.get(), true, false);
        yield Optional.of(new Node.Mapping(map.at(), List.of(new Node.Entry(key, map))));
      }
      case Node.Mapping map -> Optional.of(map);
      case Node.Scalar s when s.value() == null ->
          Optional.of(new Node.Mapping(module.at(), List.of()));
      case Node.Scalar s when shorthand.isPresent() -> {
        var key = new Node.Scalar(module.at(), shorthand.get(), shorthand.get(), true, false);
        yield Optional.of(new Node.Mapping(s.at(), List.of(new Node.Entry(key, s))));
      }
      default -> {
        problems.add(
            value.at(),
            "'" + name + "' takes a map of parameters, but this is " + ValueDescription.of(value),
            "write each on its own line: "
                + (assigns.isPresent()
                    ? "name: value"
                    : recordType.sample().replaceAll("^\\{|}$", "")));
        yield Optional.empty();
      }
    };
  }
}
