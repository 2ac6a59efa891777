package runbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.inventory.Inventory;
import runbook.plan.PlanOptions;
import runbook.plan.Planner;
import runbook.plan.PlaybookTaskPreparer;
import runbook.playbook.PlaybookReader;
import runbook.schema.ModuleRegistry;
import runbook.text.Problems;
import runbook.text.Snippet;
import runbook.text.Source;
import runbook.value.SecretMasker;
import runbook.yaml.YamlReader;

/**
 * Checks that every playbook and inventory in the documentation can be planned, or fails as shown.
 */
class DocExamplesTest {

  private static final String LANGUAGE = "engine/docs/language.md";
  private static final List<String> FILES =
      List.of("README.md", "CONTRIBUTING.md", LANGUAGE, "engine/docs/coming-from-ansible.md");
  private static final Pattern FILE_NAME = Pattern.compile("# (\\S+\\.(?:yml|json))\\n");
  private static final Pattern SOURCE = Pattern.compile("src: ([a-z.-]+)");
  private static final ModuleRegistry MODULES = ModuleRegistry.load(List.of());

  @TempDir private Path folder;

  static Stream<MarkdownBlock> examples() {
    return FILES.stream()
        .flatMap(file -> MarkdownBlock.of(file).stream())
        .filter(block -> block.info().equals("yaml"));
  }

  /** A bad example, with the errors shown in the block after it. */
  static Stream<List<MarkdownBlock>> refused() {
    return FILES.stream()
        .map(MarkdownBlock::of)
        .flatMap(blocks ->
            Stream.iterate(0, i -> i < blocks.size(), i -> i + 1)
                .filter(i -> blocks.get(i).info().equals("yaml refused"))
                .map(i -> blocks.subList(i, i + 2)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesHaveNoProblems(MarkdownBlock example) throws IOException {
    assertEquals("", problems(example));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void invalidExampleCausesDocumentedMessage(List<MarkdownBlock> blocks) throws IOException {
    assertEquals(blocks.getLast().text().strip(), problems(blocks.getFirst()));
  }

  @Test
  void examplesAreFound() {
    assertFalse(examples().toList().isEmpty());
    assertFalse(refused().toList().isEmpty());
  }

  private String problems(MarkdownBlock example) throws IOException {
    layOut(LANGUAGE);
    layOut(example.file());
    var problems = new Problems();
    var source = new Source("playbook.yml", example.text());
    if (isPlaybook(example)) {
      plan(source, example.file(), problems);
    } else if (isInventory(example)) {
      inventory(example.file(), problems);
    } else {
      var _ = YamlReader.read(source, problems);
    }
    return problems.all().stream().map(Snippet::of).collect(Collectors.joining("\n\n"));
  }

  private Inventory inventory(String file, Problems problems) {
    var own = MarkdownBlock.of(file).stream().filter(DocExamplesTest::isInventory).toList();
    var all = own.isEmpty() ? MarkdownBlock.of(LANGUAGE).stream() : own.stream();
    return Inventory.read(
        all.filter(DocExamplesTest::isInventory)
            .map(block -> new Source(folder.resolve("hosts.yml").toString(), block.text()))
            .toList(),
        problems);
  }

  private static boolean isPlaybook(MarkdownBlock block) {
    // Files with a name are read when another example refers to them.
    return !FILE_NAME.matcher(block.text()).lookingAt()
        && Pattern.compile("^- ", Pattern.MULTILINE).matcher(block.text()).find();
  }

  private static boolean isInventory(MarkdownBlock block) {
    return block.info().equals("yaml")
        && Pattern.compile("^(all|servers):", Pattern.MULTILINE).matcher(block.text()).find();
  }

  private void plan(Source source, String file, Problems problems) {
    var inventory = inventory(file, problems);
    var playbook =
        new PlaybookReader(MODULES)
            .read(source, folder.resolve("playbook.yml"), problems)
            .orElseThrow();
    var preparation = new PlaybookTaskPreparer(MODULES);
    var _ =
        new Planner(preparation, new SecretMasker())
            .plan(playbook, inventory, PlanOptions.ALL, problems);
  }

  /** Writes the named files of the examples in a document. */
  private void layOut(String file) throws IOException {
    for (var block : MarkdownBlock.of(file)) {
      var named = FILE_NAME.matcher(block.text());
      if (named.lookingAt()) {
        write(named.group(1), block.text());
      }
      for (var source : SOURCE.matcher(block.text()).results().toList()) {
        write(source.group(1), "some text\n");
      }
    }
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }
}
