package runbook.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Imports run one way: each package may import only the packages that {@code arrows.txt} lists for
 * it. {@code -Dbless=true} writes the current arrows.
 */
final class PackageDependencyTest {

  private static final Path LIST = Path.of("src/test/resources/runbook/architecture/arrows.txt");
  private static final String ALL = "runbook.";

  /** An arrow between packages, and a class that imports it. */
  private record Arrow(String from, String to, String by) {}

  private static List<Arrow> arrows;
  private static Set<String> packages;

  @BeforeAll
  static void find() throws IOException {
    var main =
        SourceFiles.of("main").stream()
            .filter(file -> !file.isPackageInfo())
            .collect(Collectors.toMap(SourceFiles.JavaFile::name, f -> shortened(f.packageName())));
    packages = new TreeSet<>(main.values());
    arrows =
        new ClassFileImporter()
            .importPackages("runbook").stream()
                .filter(type -> main.containsKey(file(type)))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(PackageDependencyTest::arrow)
                .filter(arrow -> packages.contains(arrow.to()) && !arrow.to().equals(arrow.from()))
                .toList();
    if (Boolean.getBoolean("bless")) {
      Files.writeString(LIST, text());
    }
  }

  private static String file(JavaClass type) {
    var name = type.getSource().flatMap(Source::getFileName).orElse("");
    return type.getPackageName().replace('.', '/') + "/" + name;
  }

  private static Arrow arrow(Dependency dependency) {
    var from = dependency.getOriginClass();
    var to = dependency.getTargetClass().getBaseComponentType();
    return new Arrow(
        shortened(from.getPackageName()), shortened(to.getPackageName()), from.getSimpleName());
  }

  private static String shortened(String name) {
    return name.startsWith(ALL) ? name.substring(ALL.length()) : "";
  }

  private static Map<String, Set<String>> seen() {
    var seen = new TreeMap<String, Set<String>>();
    packages.forEach(name -> seen.put(name, new TreeSet<>()));
    arrows.forEach(arrow -> seen.get(arrow.from()).add(arrow.to()));
    return seen;
  }

  private static String text() {
    return seen().entrySet().stream()
        .map(e -> (e.getKey() + ": " + String.join(" ", e.getValue())).strip() + "\n")
        .collect(Collectors.joining());
  }

  private static Map<String, Set<String>> listed() throws IOException {
    var listed = new TreeMap<String, Set<String>>();
    for (var line : Files.readAllLines(LIST)) {
      var sides = line.split(":", 2);
      var names = sides[1].isBlank() ? List.<String>of() : List.of(sides[1].strip().split(" "));
      listed.put(sides[0], new TreeSet<>(names));
    }
    return listed;
  }

  @Test
  void everyPackageIsListed() throws IOException {
    assertEquals(packages, listed().keySet());
  }

  @Test
  void packagesImportOnlyAllowedPackages() throws IOException {
    var listed = listed();
    var strays =
        arrows.stream()
            .filter(a -> !listed.getOrDefault(a.from(), new TreeSet<>()).contains(a.to()))
            .map(a -> "%s sees %s: %s".formatted(a.from(), a.to(), a.by()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), strays);
  }

  @Test
  void noUnusedArrowIsListed() throws IOException {
    var seen = seen();
    var gone = new TreeSet<String>();
    listed()
        .forEach((from, all) ->
            all.stream()
                .filter(to -> !seen.getOrDefault(from, new TreeSet<>()).contains(to))
                .forEach(to -> gone.add(from + " does not see " + to)));
    assertEquals(Set.of(), gone);
  }

  @Test
  void packagesHaveNoCycle() {
    var left = seen();
    while (!left.isEmpty()) {
      var free =
          left.entrySet().stream()
              .filter(e -> e.getValue().stream().noneMatch(left::containsKey))
              .map(java.util.Map.Entry::getKey)
              .toList();
      assertFalse(free.isEmpty(), "a circle among " + left);
      free.forEach(left::remove);
    }
  }
}
