package runbook.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Module;
import runbook.module.Shorthand;
import runbook.module.Want;

class ModuleSchemaTest {

  @ParameterizedTest
  @CsvSource({
    "daemonReload, daemon_reload",
    "DAEMON_RELOAD, daemon_reload",
    "src, src",
    "default_, default",
    "HTTPGet, http_get",
    "Http2Get, http2_get",
  })
  void namesAreInSnakeCase(String java, String yaml) {
    assertEquals(yaml, SnakeCase.snake(java));
  }

  @Test
  void requiredParametersFollowFromRecord() {
    var required =
        ModuleSchema.of(SampleModules.Unpack.class).parameters().stream()
            .filter(Parameter::required)
            .map(Parameter::name)
            .toList();
    assertEquals(List.of("path"), required);
  }

  @Test
  void choicesAreDocumented() {
    var state =
        (ParameterType.ChoiceType)
            ModuleSchema.of(SampleModules.Unpack.class).parameters().get(1).parameterType();
    assertEquals(List.of("present", "absent", "linked_hard"), List.copyOf(state.values().keySet()));
    assertEquals("It is there.", state.docs().get("present"));
  }

  record Undocumented() implements NoWants {}

  @Doc("Has a parameter without a word on it.")
  record Mute(String what) implements NoWants {}

  @Doc("Has a parameter of no use.")
  record Odd(@Doc("A set.") Set<String> words) implements NoWants {}

  @Doc("Has a default that is none.")
  record Wrong(@Doc("A number.") @Default("many") int count) implements NoWants {}

  @Doc("Has a default twice.")
  record Twice(@Doc("A number.") @Default("1") Optional<Integer> count) implements NoWants {}

  @Doc("Holds itself.")
  record Endless(@Doc("Again.") Inner inner) implements NoWants {}

  record Inner(@Doc("Again.") Optional<Inner> inner) {}

  @Doc("Has a shorthand that is no parameter.")
  @Shorthand("text")
  record Curt() implements NoWants {}

  @Doc("Takes a word of which nothing is said.")
  record Wordy(@Doc("A word.") Word word) implements NoWants {}

  record Word(String text) {}

  interface NoWants extends Module {
    @Override
    default List<Want> wants() {
      return List.of();
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(Undocumented.class, "module 'undocumented' has no @Doc"),
        Arguments.of(Mute.class, "module 'mute': the parameter 'what' has no @Doc"),
        Arguments.of(
            Odd.class,
            "module 'odd': the parameter 'words' has a type that YAML cannot be read into"),
        Arguments.of(
            Wrong.class,
            "module 'wrong': the parameter 'count' has a @Default that is not a whole number"),
        Arguments.of(Twice.class, "module 'twice': the parameter 'count' has a @Default, so it"),
        Arguments.of(Endless.class, "module 'endless': the parameter 'inner' contains records"),
        Arguments.of(Wordy.class, "module 'wordy': the parameter 'word' is a custom text"),
        Arguments.of(Curt.class, "module 'curt': the @Shorthand 'text' is not a parameter"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void mistakeInModuleNamesModuleAndParameter(Class<? extends Module> module, String message) {
    var e = assertThrows(IllegalStateException.class, () -> ModuleSchema.of(module));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }
}
