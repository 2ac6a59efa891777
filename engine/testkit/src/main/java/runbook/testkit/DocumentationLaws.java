package runbook.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import runbook.manual.MarkdownPage;
import runbook.schema.ModuleRegistry;
import runbook.schema.ModuleSchema;

/** The laws of documentation of modules. */
record DocumentationLaws(ModuleSchema module) {

  private static final int LONGEST_SENTENCE = 200;

  void documented() {
    sentence("the module", module.doc());
    for (var parameter : module.parameters()) {
      sentence("the parameter '" + parameter.name() + "'", parameter.doc());
    }
  }

  private void sentence(String what, String doc) {
    assertTrue(
        doc.endsWith(".") && !doc.contains(". ") && doc.length() <= LONGEST_SENTENCE,
        () -> "%s of '%s' needs one sentence, not: %s".formatted(what, module.name(), doc));
  }

  void exemplified() {
    assertFalse(module.examples().isEmpty(), () -> module.name() + " has no @Example");
  }

  void published() {
    try (var moduleRegistry = ModuleRegistry.load(List.of())) {
      assertTrue(
          moduleRegistry.find(module.name()).isPresent(),
          () -> module.name() + " is in no catalogue of META-INF/services");
    }
    var page = MarkdownPage.of(module);
    for (var parameter : module.parameters()) {
      assertTrue(page.contains("`" + parameter.name() + "`"), () -> "no page for " + parameter);
    }
  }
}
