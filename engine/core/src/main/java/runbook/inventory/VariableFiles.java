package runbook.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Lists the files of a folder that should be read. */
final class VariableFiles {

  private static final List<String> SUFFIXES = List.of(".yml", ".yaml", ".json");
  private static final List<String> LEFTOVERS =
      List.of("~", ".orig", ".bak", ".rej", ".swp", ".retry", ".md", ".txt");

  private VariableFiles() {}

  /** Returns whether the file is neither hidden nor an editor's backup. */
  static boolean isMeant(Path file) {
    var name = file.getFileName().toString();
    return !name.startsWith(".") && LEFTOVERS.stream().noneMatch(name::endsWith);
  }

  /** Returns the group or host that a file or folder is named after. */
  static String subject(Path file) {
    var name = file.getFileName().toString();
    return SUFFIXES.stream()
        .filter(name::endsWith)
        .findFirst()
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .orElse(name);
  }

  /** Returns the file itself, or all files below the folder, in alphabetical order. */
  static Stream<Path> below(Path place) {
    return below(place, Set.of());
  }

  /**
   * @param outer the folders around it, without links: one that leads back to them is left out
   */
  private static Stream<Path> below(Path place, Set<Path> outer) {
    if (!Files.isDirectory(place)) {
      return Stream.of(place);
    }
    try {
      var folders = new HashSet<>(outer);
      return folders.add(place.toRealPath())
          ? list(place).flatMap(inner -> below(inner, folders))
          : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lists a folder; empty if it does not exist. */
  static Stream<Path> list(Path folder) {
    // Null if it is not a folder.
    return Stream.ofNullable(folder.toFile().list())
        .flatMap(Arrays::stream)
        .sorted()
        .map(folder::resolve)
        .filter(VariableFiles::isMeant);
  }
}
