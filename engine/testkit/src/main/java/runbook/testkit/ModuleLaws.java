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
 * The laws that every module must keep. A test class that implements this interface checks the
 * modules of its catalogue: it calls every example of every module on fresh hosts.
 *
 * <p>In examples {@code {{ dir }}} is an empty folder on the host, and files, folders and templates
 * of any name exist.
 */
public interface ModuleLaws {

  Catalogue catalogue();

  /** Returns a fresh host to call a module on; by default this machine. */
  default Target host(String module) {
    return LocalShell.installed().getFirst().target();
  }

  /** Puts files that the examples of a module need into {@code {{ dir }}}; by default none. */
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

  /** Returns the names of broken laws, for tests of the laws themselves. */
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
      throw new IllegalStateException("the check of a law failed unexpectedly", e);
    }
  }
}
