package runbook.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Imports run one way: each package sees the ones listed beside it and no others. */
final class ArrowsTest {

  private static final Map<String, Set<String>> MAY_SEE =
      Map.ofEntries(
          Map.entry("text", Set.of()),
          Map.entry("yaml", Set.of("text")),
          Map.entry("value", Set.of("text", "yaml")),
          Map.entry("module", Set.of()),
          Map.entry("connection", Set.of()),
          Map.entry("shell", Set.of("module", "connection")),
          Map.entry("event", Set.of("text", "module", "connection")),
          Map.entry("schema", Set.of("text", "yaml", "value", "module")),
          Map.entry("manual", Set.of("text", "yaml", "schema")),
          Map.entry("inventory", Set.of("text", "yaml", "value", "schema")),
          Map.entry("playbook", Set.of("text", "yaml", "value", "schema")),
          Map.entry(
              "plan",
              Set.of(
                  "text",
                  "yaml",
                  "value",
                  "module",
                  "schema",
                  "inventory",
                  "playbook",
                  "connection")),
          Map.entry("step", Set.of("module", "connection", "shell", "event")),
          Map.entry(
              "run",
              Set.of("value", "module", "connection", "playbook", "plan", "step", "event", "yaml")),
          Map.entry("lab", Set.of("text", "yaml", "connection", "inventory")),
          Map.entry("mirror", Set.of("lab")),
          Map.entry("report", Set.of("text", "module", "connection", "event")));

  /** These see whatever they like, and nothing above sees them. */
  private static final Set<String> ON_TOP = Set.of("testkit", "cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("runbook");

  @Test
  void everyPackageSeesOnlyWhatItMay() {
    var strays = new TreeSet<String>();
    for (var javaClass : CLASSES) {
      for (var dependency : javaClass.getDirectDependenciesFromSelf()) {
        stray(dependency).ifPresent(strays::add);
      }
    }
    assertEquals(Set.of(), strays);
  }

  @Test
  void theListNamesEveryPackage() {
    var found = new TreeSet<String>();
    CLASSES.forEach(c -> found.add(concept(c.getPackageName())));
    var listed = new TreeSet<>(MAY_SEE.keySet());
    listed.addAll(ON_TOP);
    assertEquals(listed, found);
  }

  @Test
  void thePackagesFormNoCircle() {
    var left = new TreeMap<>(MAY_SEE);
    while (!left.isEmpty()) {
      var free = left.entrySet().stream().filter(e -> noneLeft(e.getValue(), left)).toList();
      assertEquals(false, free.isEmpty(), "a circle among " + left.keySet());
      free.forEach(e -> left.remove(e.getKey()));
    }
  }

  private static boolean noneLeft(Set<String> seen, Map<String, Set<String>> left) {
    return seen.stream().noneMatch(left::containsKey);
  }

  private static java.util.Optional<String> stray(Dependency dependency) {
    var from = concept(dependency.getOriginClass().getPackageName());
    var to = concept(dependency.getTargetClass().getBaseComponentType().getPackageName());
    boolean fine =
        to.isEmpty()
            || from.equals(to)
            || ON_TOP.contains(from)
            || MAY_SEE.getOrDefault(from, Set.of()).contains(to);
    return fine
        ? java.util.Optional.empty()
        : java.util.Optional.of(
            "%s sees %s: %s".formatted(from, to, dependency.getOriginClass().getSimpleName()));
  }

  /** The name after {@code runbook.}; empty for classes of others. */
  private static String concept(String packageName) {
    var parts = packageName.split("\\.", -1);
    return parts.length > 1 && parts[0].equals("runbook") ? parts[1] : "";
  }
}
