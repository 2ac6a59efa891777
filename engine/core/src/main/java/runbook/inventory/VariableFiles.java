package runbook.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The files of a folder that people mean to be read. */
final class VariableFiles {

  private static final List<String> SUFFIXES = List.of(".yml", ".yaml", ".json");
  private static final List<String> LEFTOVERS =
      List.of("~", ".orig", ".bak", ".rej", ".swp", ".retry", ".md", ".txt");

  private VariableFiles() {}

  /** Whether it is neither hidden nor left over by an editor. */
  static boolean isMeant(Path file) {
    var name = file.getFileName().toString();
    return !name.startsWith(".") && LEFTOVERS.stream().noneMatch(name::endsWith);
  }

  /** What the name of a file or folder says it is about. */
  static String subject(Path file) {
    var name = file.getFileName().toString();
    return SUFFIXES.stream()
        .filter(name::endsWith)
        .findFirst()
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .orElse(name);
  }

  /** The file itself, or all below the folder, in the order of the alphabet. */
  static Stream<Path> below(Path place) {
    return Files.isDirectory(place) ? list(place).flatMap(VariableFiles::below) : Stream.of(place);
  }

  /** What is in a folder; nothing when there is none. */
  static Stream<Path> list(Path folder) {
    // Null for what is no folder.
    return Stream.ofNullable(folder.toFile().list())
        .flatMap(Arrays::stream)
        .sorted()
        .map(folder::resolve)
        .filter(VariableFiles::isMeant);
  }
}
