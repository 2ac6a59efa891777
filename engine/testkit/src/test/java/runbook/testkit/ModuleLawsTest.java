package runbook.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Change;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Want;
import runbook.module.param.HostPath;

/** Modules that break one law each are detected. */
class ModuleLawsTest {

  private static final String UNLISTED = "is found, on its page, and in the schema for editors";

  /** A fact that tells whether a file exists; touch creates it. */
  record Mark(HostPath path, String look) implements Fact<Boolean> {

    static Mark of(HostPath path) {
      return new Mark(path, "[ -e {} ]");
    }

    @Override
    public String label() {
      return "mark " + path;
    }

    @Override
    public Script query(Detail detail) {
      return Script.of(look, path);
    }

    @Override
    public Boolean read(ScriptOutput scriptOutput) {
      return scriptOutput.exit() == 0;
    }

    @Override
    public List<Change> changes(Boolean from, Boolean to) {
      return List.of(new Change.RunScript(Script.of(to ? "touch {}" : "rm {}", path)));
    }
  }

  interface Wanting extends Module {
    HostPath path();

    @Override
    default List<Want> wants() {
      return List.of(new Want.Reach<>(Mark.of(path()), there -> true));
    }
  }

  @Doc("Keeps every law.")
  @Example("good: {path: \"{{ dir }}/mark\"}")
  record Good(@Doc("Where.") HostPath path) implements Wanting {}

  @Doc("Says a lot. Far too much.")
  @Example("wordy: {path: \"{{ dir }}/mark\"}")
  record Wordy(@Doc("Where.") HostPath path) implements Wanting {}

  @Doc("Has no example.")
  record Lofty(@Doc("Where.") HostPath path) implements Wanting {}

  @Doc("Has an example that does not fit.")
  @Example("misleading: {place: \"{{ dir }}/mark\"}")
  record Misleading(@Doc("Where.") HostPath path) implements Wanting {}

  @Doc("Leaves something behind by looking.")
  @Example("clumsy: {path: \"{{ dir }}/mark\"}")
  record Clumsy(@Doc("Where.") HostPath path) implements Wanting {
    @Override
    public List<Want> wants() {
      return List.of(new Want.Look<>("mark", new Mark(path, "touch {}")));
    }
  }

  @Doc("Undoes by looking what it has done.")
  @Example("fickle: {path: \"{{ dir }}/mark\"}")
  record Fickle(@Doc("Where.") HostPath path) implements Wanting {
    @Override
    public List<Want> wants() {
      return List.of(new Want.Reach<>(new Mark(path, "rm {}"), there -> true));
    }
  }

  @Doc("Never sees that it is done.")
  @Example("blind: {path: \"{{ dir }}/mark\"}")
  record Blind(@Doc("Where.") HostPath path) implements Wanting {
    @Override
    public List<Want> wants() {
      return List.of(new Want.Reach<>(new Mark(path, "[ -e {}/never ]"), there -> true));
    }
  }

  static Stream<Arguments> modules() {
    return Stream.of(
        Arguments.of(Good.class, List.of()),
        Arguments.of(Wordy.class, List.of("is documented, in one sentence each")),
        Arguments.of(Lofty.class, List.of("has an example")),
        Arguments.of(
            Misleading.class,
            List.of(
                "example 1: looking changes nothing",
                "example 1: check mode performs nothing",
                "example 1: check says what a run does",
                "example 1: a second run changes nothing")),
        Arguments.of(
            Clumsy.class,
            List.of(
                "example 1: looking changes nothing", "example 1: check mode performs nothing")),
        Arguments.of(Fickle.class, List.of("example 1: a second run changes nothing")),
        Arguments.of(
            Blind.class,
            List.of(
                "example 1: check says what a run does",
                "example 1: a second run changes nothing")));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void brokenLawsAreDetected(Class<? extends Module> module, List<String> laws) {
    var broken = ModuleLaws.broken(() -> () -> List.of(module));
    assertTrue(broken.contains(UNLISTED), "modules of tests are in no catalogue");
    assertEquals(laws, broken.stream().filter(law -> !law.equals(UNLISTED)).toList());
  }

  @Test
  void everyModuleOfCatalogueIsTested() {
    ModuleLaws laws = () -> () -> List.of(Good.class, Lofty.class);
    assertEquals(
        List.of("good", "lofty"),
        laws.everyModuleKeepsTheLaws().map(container -> container.getDisplayName()).toList());
  }
}
