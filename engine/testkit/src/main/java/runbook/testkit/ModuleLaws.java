package runbook.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import runbook.module.Catalogue;
import runbook.schema.ModuleRegistry;
import runbook.schema.ModuleSchema;
import runbook.step.Target;

/**
 * The laws that every module is held to. A test class that implements this holds its catalogue to
 * them: every example of every module is called, on hosts that know nothing of it yet.
 *
 * <p>In an example {@code {{ dir }}} is an empty folder of the host, and a file, a folder or a
 * template of any name is there.
 */
public interface ModuleLaws {

  Catalogue catalogue();

  /** A host to call a module on, as if for the first time; this machine unless said otherwise. */
  default Target host(String module) {
    return LocalShell.installed().getFirst().target();
  }

  /** Lays what the examples of a module count on into {@code {{ dir }}}; nothing by default. */
  default void prepareFolder(String module, Path folder) throws IOException {}

  @TestFactory
  default Stream<DynamicContainer> everyModuleKeepsTheLaws() {
    return ModuleRegistry.of(catalogue().modules()).all().stream()
        .map(module -> DynamicContainer.dynamicContainer(module.name(), laws(module)));
  }

  private Stream<DynamicTest> laws(ModuleSchema module) {
    var tests = new ArrayList<DynamicTest>();
    var paper = new DocumentationLaws(module);
    tests.add(law("is documented, in one sentence each", paper::documented));
    tests.add(law("has an example", paper::exemplified));
    tests.add(law("is found, on its page, and in the schema for editors", paper::published));
    int number = 0;
    for (var example : module.examples()) {
      var title = "example %d: ".formatted(++number);
      tests.add(
          trial(
              title + "looking changes nothing",
              module,
              example,
              ExampleCase::lookingChangesNothing));
      tests.add(
          trial(
              title + "check mode performs nothing",
              module,
              example,
              ExampleCase::checkModeChangesNothing));
      tests.add(
          trial(
              title + "check says what a run does",
              module,
              example,
              ExampleCase::checkModePredictsRun));
      tests.add(
          trial(
              title + "a second run changes nothing",
              module,
              example,
              ExampleCase::secondRunChangesNothing));
    }
    return tests.stream();
  }

  private DynamicTest trial(
      String title, ModuleSchema module, String example, Consumer<ExampleCase> law) {
    return law(
        title,
        () -> {
          var folder = folder();
          try {
            prepareFolder(module.name(), folder);
            law.accept(new ExampleCase(module, example, folder, () -> host(module.name())));
          } finally {
            FolderSnapshot.delete(folder);
          }
        });
  }

  private static DynamicTest law(String title, Executable test) {
    return DynamicTest.dynamicTest(title, test);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("laws");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the laws that are broken; for tests of the laws themselves. */
  static List<String> broken(ModuleLaws laws) {
    return laws.everyModuleKeepsTheLaws()
        .flatMap(container -> container.getChildren().map(DynamicTest.class::cast))
        .filter(ModuleLaws::isBroken)
        .map(DynamicTest::getDisplayName)
        .toList();
  }

  private static boolean isBroken(DynamicTest test) {
    try {
      test.getExecutable().execute();
      return false;
    } catch (AssertionError e) {
      return true;
    } catch (Throwable e) {
      throw new IllegalStateException("a law that neither holds nor is broken", e);
    }
  }
}
