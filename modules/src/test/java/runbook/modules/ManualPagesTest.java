package runbook.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.manual.EditorSchema;
import runbook.manual.MarkdownPage;
import runbook.schema.ModuleRegistry;
import runbook.testkit.GoldenFile;

/** Checks that the committed pages and schema match the modules. */
class ManualPagesTest {

  private static final Path DOCS = Path.of("docs");
  private static final String INDEX = "README.md";
  private static final String EDITORS = "playbook.schema.json";
  private static final ModuleRegistry MODULES = ModuleRegistry.load(List.of());

  static Stream<String> modules() {
    return MODULES.names().stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void committedPageOfModuleIsUpToDate(String module) throws IOException {
    GoldenFile.check(
        DOCS.resolve(module + ".md"), MarkdownPage.of(MODULES.find(module).orElseThrow()));
  }

  @Test
  void committedListOfModulesIsUpToDate() throws IOException {
    GoldenFile.check(DOCS.resolve(INDEX), MarkdownPage.index(MODULES.all()));
  }

  @Test
  void committedEditorSchemaIsUpToDate() throws IOException {
    GoldenFile.check(DOCS.resolve(EDITORS), EditorSchema.of(MODULES));
  }

  @Test
  void noPageOfRemovedModuleRemains() throws IOException {
    var expected =
        Stream.concat(Stream.of(INDEX, EDITORS), modules().map(module -> module + ".md")).toList();
    try (var files = Files.list(DOCS)) {
      var strays =
          files
              .map(f -> f.getFileName().toString())
              .filter(name -> !expected.contains(name))
              .toList();
      assertEquals(List.of(), strays, "delete these");
    }
  }
}
