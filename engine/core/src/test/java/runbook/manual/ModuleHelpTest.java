package runbook.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.schema.Keyword;
import runbook.schema.Keywords;
import runbook.schema.ModuleRegistry;
import runbook.schema.SampleModules;
import runbook.text.IndentedJson;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

class ModuleHelpTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/manual");
  private static final ModuleRegistry MODULES = ModuleRegistry.of(SampleModules.MODULES);

  @ParameterizedTest
  @ValueSource(
      strings = {"unpack.txt", "say.txt", "unpack.md", "say.md", "playbook.json", "all.txt"})
  void helpTextIsAsExpected(String name) throws IOException {
    var expected = FOLDER.resolve(name);
    var written = written(name);
    if (Boolean.getBoolean("bless")) {
      Files.createDirectories(FOLDER);
      Files.writeString(expected, written);
    }
    assertEquals(Files.readString(expected), written);
  }

  private static String written(String name) {
    var parts = List.of(name.split("\\.", -1));
    var module = MODULES.find(parts.getFirst());
    return switch (parts.getLast()) {
      case "md" -> MarkdownPage.of(module.orElseThrow());
      case "json" -> EditorSchema.of(MODULES);
      default -> module.map(ModuleHelp::of).orElseGet(() -> ModuleHelp.overview(MODULES.all()));
    };
  }

  /** JSON is also YAML, so runbook's own reader can check it. */
  @Test
  void editorSchemaKnowsEveryKeywordAndModule() {
    var problems = new Problems();
    var schema = YamlReader.read(new Source("playbook.json", EditorSchema.of(MODULES)), problems);
    assertEquals(List.of(), problems.all());
    var defs = map(schema.orElseThrow(), "$defs");
    var kinds =
        Map.of(
            "play", Keywords.PLAY,
            "import_playbook", Keywords.IMPORT_PLAYBOOK,
            "role", Keywords.ROLE,
            "include", Keywords.INCLUDE,
            "task", Keywords.TASK,
            "block", Keywords.BLOCK,
            "barrier_element", Keywords.BARRIER_ELEMENT,
            "barrier", Keywords.BARRIER,
            "rolling", Keywords.ROLLING);
    kinds.forEach((name, keywords) -> {
      var properties = map(map(defs, name), "properties");
      for (Keyword keyword : keywords) {
        assertTrue(properties.get(keyword.name()).isPresent(), name + "." + keyword.name());
      }
    });
    for (var module : MODULES.names()) {
      assertTrue(map(map(defs, "task"), "properties").get(module).isPresent(), module);
      assertTrue(defs.get("module." + module).isPresent(), module);
    }
  }

  private static Node.Mapping map(Node node, String key) {
    return (Node.Mapping) ((Node.Mapping) node).get(key).orElseThrow();
  }

  @Test
  void jsonIsEscaped() {
    assertEquals("\"a\\\"b\\\\c\\n\\u0001ä\"\n", IndentedJson.write("a\"b\\c\n\u0001ä"));
    assertEquals("[]\n", IndentedJson.write(List.of()));
  }
}
