package runbook.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java files of all Maven modules in this repository. */
final class SourceFiles {

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private SourceFiles() {}

  /** A file below {@code src/main/java} or a similar folder. */
  record JavaFile(Path root, Path path) {

    String text() {
      try {
        return Files.readString(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    long lines() {
      return text().lines().count();
    }

    /** Returns the path, such as {@code runbook/text/Problem.java}. */
    String name() {
      return root.relativize(path).toString();
    }

    String packageName() {
      return root.relativize(path.getParent()).toString().replace('/', '.');
    }

    /** Returns the name of the type, which is also that of the file. */
    String typeName() {
      return path.getFileName().toString().replace(".java", "");
    }

    boolean isPackageInfo() {
      return typeName().equals("package-info");
    }

    @Override
    public String toString() {
      return HOME.relativize(path).toString();
    }
  }

  /** Returns the files of all Maven modules. */
  static List<JavaFile> of(String kind) {
    return list(HOME).stream()
        .flatMap(folder -> Stream.concat(Stream.of(folder), list(folder).stream()))
        .filter(folder -> Files.exists(folder.resolve("pom.xml")))
        .map(folder -> folder.resolve("src").resolve(kind).resolve("java"))
        .filter(Files::isDirectory)
        .flatMap(SourceFiles::files)
        .toList();
  }

  private static List<Path> list(Path folder) {
    try (var all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JavaFile> files(Path root) {
    try (var all = Files.walk(root)) {
      return all
          .filter(f -> f.toString().endsWith(".java"))
          .sorted()
          .map(f -> new JavaFile(root, f))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
