package runbook.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import runbook.module.Module;
import runbook.schema.ModuleRegistry;
import runbook.schema.ModuleSchema;
import runbook.step.ShellTarget;
import runbook.step.Target;
import runbook.testkit.ExampleCase;

/** An example of a module that tests can play in a folder on this machine. */
record PlayableExample(ModuleSchema schema, int number, String text) {

  private static final Pattern PATH = Pattern.compile("\\{\\{ dir }}/?([^\"\\s,}]*)");
  private static final StandardModulesTest LAWS = new StandardModulesTest();

  /** Returns the examples of all modules that need no fake host. */
  static List<PlayableExample> all() {
    try (var registry = ModuleRegistry.load(List.of())) {
      return registry.all().stream()
          .filter(schema -> runsHere(schema.name()))
          .flatMap(schema ->
              IntStream.range(0, schema.examples().size())
                  .mapToObj(i -> new PlayableExample(schema, i + 1, schema.examples().get(i))))
          .toList();
    }
  }

  /** Returns the modules that would change units, accounts, packages or members of this machine. */
  static List<String> modulesThatNeedFakeHost() {
    try (var registry = ModuleRegistry.load(List.of())) {
      return registry.names().stream().filter(name -> !runsHere(name)).toList();
    }
  }

  private static boolean runsHere(String module) {
    try (var target = LAWS.host(module)) {
      return target instanceof ShellTarget;
    }
  }

  void prepare(Path folder) throws IOException {
    LAWS.prepareFolder(schema.name(), folder);
  }

  Module module(Path folder, Target target) {
    // The type of the key makes no difference here, and RSA keys take long to make.
    var quick = text.replace("rsa-2048", "ec-p256");
    return new ExampleCase(schema, quick, folder, () -> target).module();
  }

  /**
   * Reports whether both examples name the same path, or one names a folder that contains a path of
   * the other.
   */
  boolean overlaps(PlayableExample other) {
    return paths().stream()
        .anyMatch(
            path -> other.paths().stream().anyMatch(o -> o.startsWith(path) || path.startsWith(o)));
  }

  private List<Path> paths() {
    return PATH.matcher(text).results().map(found -> Path.of("/" + found.group(1))).toList();
  }

  @Override
  public String toString() {
    return schema.name() + " " + number;
  }
}
