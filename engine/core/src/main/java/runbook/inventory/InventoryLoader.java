package runbook.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import runbook.text.Problems;
import runbook.text.Source;

/**
 * Collects hosts from all sources. If sources conflict, the later one wins, and variable folders
 * win over inventories.
 */
public final class InventoryLoader {

  private final Problems found = new Problems();
  private final InventoryDraft inventoryDraft = new InventoryDraft(found);
  private final Consumer<String> notes;
  private final InventoryReader reader;
  private final Set<Path> beside = new LinkedHashSet<>();
  private Optional<Source> last = Optional.empty();
  private Optional<Path> playbooks = Optional.empty();

  public InventoryLoader() {
    this(_ -> {});
  }

  /**
   * @param notes told if a program that prints an inventory takes long
   */
  public InventoryLoader(Consumer<String> notes) {
    this.notes = notes;
    this.reader = new InventoryReader(inventoryDraft, found, notes);
  }

  /** Adds a source. */
  public InventoryLoader text(Source source) {
    last = Optional.of(source);
    reader.read(source);
    return this;
  }

  /** Adds a file, or the files of a folder in alphabetical order. */
  public InventoryLoader file(Path file) {
    if (Files.isDirectory(file)) {
      var files = inventories(file).toList();
      files.forEach(this::one);
      beside.add(file);
      if (files.isEmpty()) {
        found.add(new Source(file.toString(), "").whole(), "there is no inventory in this folder");
      }
    } else {
      one(file);
      beside.add(folder(file));
    }
    return this;
  }

  /** Adds the variables next to a playbook, which win over those next to inventories. */
  public InventoryLoader playbook(Path file) {
    playbooks = Optional.of(folder(file));
    return this;
  }

  /** Returns the complete inventory. */
  public Inventory inventory(Problems problems) {
    if (inventoryDraft.hosts().isEmpty() && found.none() && last.isPresent()) {
      found.add(
          last.get().whole(),
          "there is no host in this inventory",
          "write 'all:', below it 'hosts:', and below that a line 'name:' for each host");
    }
    var variables = new VariableFolders(inventoryDraft, found);
    beside.forEach(folder -> variables.read(folder, inventories(folder).count() < 2));
    playbooks.filter(folder -> !beside.contains(folder)).ifPresent(f -> variables.read(f, false));
    var inventory = new VariableMerge(inventoryDraft, found).inventory();
    problems.addAll(found);
    return inventory;
  }

  private void one(Path file) {
    if (InventoryProgram.is(file)) {
      var whole = new Source(file.toString(), "").whole();
      var words = List.of(file.toAbsolutePath().toString(), "--list");
      new InventoryProgram(words, Path.of(""), notes)
          .output(whole, found)
          .map(printed -> new Source(file + " --list", printed.text()))
          .ifPresent(printed -> {
            last = Optional.of(printed);
            reader.printed(printed);
          });
    } else {
      Source.read(file, file.toString(), found).ifPresent(this::text);
    }
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
  }

  private static Stream<Path> inventories(Path folder) {
    return VariableFiles.list(folder).filter(Files::isRegularFile);
  }
}
