package runbook.playbook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** The files of a role. */
record RoleFolder(Path folder, Problems problems) {

  static final String MAIN = "main";
  static final String TASKS = "tasks";
  static final String HANDLERS = "handlers";

  /** The folder of playbooks that call the role. */
  static final String EXAMPLES = "examples";

  private static final String ARGUMENTS = "arguments";
  private static final String META = "meta";
  private static final String SPECS = "argument_specs";

  /** The folders that are read. A folder with none of them is not a role. */
  private static final List<String> PARTS =
      List.of(TASKS, HANDLERS, "defaults", "vars", META, "files", "templates");

  /** Folders that other tools use, and that are ignored. */
  private static final List<String> OTHERS = List.of("test", "tests", "molecule", "library");

  private static final List<String> SUFFIXES = List.of(".yml", ".yaml");

  static boolean is(Path folder) {
    return PARTS.stream().anyMatch(part -> Files.isDirectory(folder.resolve(part)));
  }

  /** Reports whether a file, named from the folder of a role, is in one of these folders. */
  static boolean isPart(String file) {
    return PARTS.stream().anyMatch(part -> file.startsWith(part + "/"));
  }

  /**
   * Reads everything but the tasks and handlers.
   *
   * @param name the name by which the role is called
   * @param named where the role is called
   */
  RoleContents text(String name, Position named) {
    doubtful();
    var meta = node(META, MAIN, named);
    if (place(META, SPECS).isPresent() || meta.flatMap(m -> part(m, SPECS)).isPresent()) {
      problems.warn(
          new Problem(
              new Source(folder.resolve(META).toString(), "").whole(),
              "'" + SPECS + "' are ignored",
              "write the arguments to " + ARGUMENTS + ".yml of the role"));
    }
    var spec = spec(named);
    var role = new Role(name, folder, defaults(spec, named), spec, named);
    return new RoleContents(role, variables("vars", named), dependencies(meta));
  }

  /** Reads the arguments that the role takes. */
  RoleSpec spec(Position named) {
    return node("", ARGUMENTS, named)
        .filter(node -> !node.isEmpty())
        .map(node -> RoleSpecReader.read(node, problems))
        .orElse(RoleSpec.NONE);
  }

  /** Returns the defaults of the folder and of the arguments. */
  private Map<String, Node> defaults(RoleSpec spec, Position named) {
    var defaults = new LinkedHashMap<>(variables("defaults", named));
    for (var argument : spec.arguments()) {
      if (argument.byDefault().isPresent()
          && defaults.put(argument.name().raw(), argument.byDefault().get()) != null) {
        problems.add(
            argument.name().at(),
            "'%s' has a default here and in 'defaults'".formatted(argument.name().raw()),
            "remove one of them");
      }
    }
    return defaults;
  }

  /** Reads a list of tasks or handlers; empty if there is none. */
  Optional<Node> list(String part, String file, Position named) {
    return node(part, file, named).filter(node -> !node.isEmpty());
  }

  boolean has(String part, String file) {
    return place(part, file).isPresent();
  }

  boolean has(String part) {
    return Files.isDirectory(folder.resolve(part));
  }

  List<String> names(String part) {
    // Null if the folder cannot be read.
    return Stream.ofNullable(folder.resolve(part).toFile().list()).flatMap(Arrays::stream).toList();
  }

  private void doubtful() {
    names("").stream()
        .filter(name -> Files.isDirectory(folder.resolve(name)))
        .filter(name -> !PARTS.contains(name) && !OTHERS.contains(name))
        .forEach(name ->
            Suggestion.closest(name, PARTS)
                .ifPresent(meant ->
                    problems.warn(
                        new Problem(
                            new Source(folder.resolve(name).toString(), "").whole(),
                            "a role has no folder '" + name + "'",
                            "did you mean '" + meant + "'?"))));
  }

  private Map<String, Node> variables(String part, Position named) {
    return node(part, MAIN, named)
        .map(node -> VariableMapReader.read(node, "a file of variables", problems))
        .orElse(Map.of());
  }

  private List<Node> dependencies(Optional<Node> meta) {
    return meta.flatMap(node -> part(node, "dependencies"))
        .map(node -> {
          if (node instanceof Node.Sequence list) {
            return list.items();
          }
          problems.add(node.at(), "'dependencies' must be a list of roles", "as in [common]");
          return List.<Node>of();
        })
        .orElse(List.of());
  }

  private static Optional<Node> part(Node node, String key) {
    return node instanceof Node.Mapping map
        ? map.get(key).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  private Optional<Node> node(String part, String file, Position named) {
    return place(part, file)
        .flatMap(f -> Source.read(f, f.toString(), named, problems))
        .flatMap(source -> YamlReader.read(source, problems));
  }

  private Optional<Path> place(String part, String file) {
    return SUFFIXES.stream()
        .map(suffix -> folder.resolve(part).resolve(file.endsWith(suffix) ? file : file + suffix))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
