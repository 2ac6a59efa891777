package runbook.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesTest {

  @TempDir Path folder;

  /** Compiles a module called greet and its catalogue, like an external author. */
  private Path classes(String packageName) throws IOException {
    var sources = Files.createDirectories(folder.resolve("src-" + packageName));
    var classes = Files.createDirectories(folder.resolve("classes-" + packageName));
    var greet = sources.resolve("Greet.java");
    Files.writeString(
        greet,
        """
        package %s;
        import java.util.List;
        import runbook.module.*;
        @Doc("Greets.")
        public record Greet(@Doc("Whom.") String name) implements runbook.module.Module {
          public List<Want> wants() { return List.of(); }
          public static class All implements Catalogue {
            public List<Class<? extends runbook.module.Module>> modules() {
              return List.of(Greet.class);
            }
          }
        }
        """
            .formatted(packageName));
    var options = List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString());
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                java.util.stream.Stream.concat(
                        options.stream(), java.util.stream.Stream.of(greet.toString()))
                    .toArray(String[]::new));
    assertEquals(0, exit);
    var service = classes.resolve("META-INF/services/runbook.module.Catalogue");
    Files.createDirectories(service.getParent());
    Files.writeString(service, packageName + ".Greet$All\n");
    return classes;
  }

  private Path jar(String packageName) throws IOException {
    var classes = classes(packageName);
    var jar = Files.createDirectories(folder.resolve("jars")).resolve(packageName + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }

  @Test
  void modulesInFolderOfClassesAreFound() throws IOException {
    try (var moduleRegistry = ModuleRegistry.load(List.of(classes("one")))) {
      assertEquals("Greets.", moduleRegistry.find("greet").orElseThrow().doc());
      assertTrue(moduleRegistry.names().contains("greet"));
    }
  }

  @Test
  void modulesInJarAndFolderOfJarsAreFound() throws IOException {
    var jar = jar("one");
    for (var path : List.of(jar, jar.getParent())) {
      try (var moduleRegistry = ModuleRegistry.load(List.of(path))) {
        assertTrue(moduleRegistry.find("greet").isPresent(), path.toString());
      }
    }
  }

  @Test
  void duplicateModuleIsRefusedAndBothJarsAreNamed() throws IOException {
    var jars = List.of(jar("one"), jar("two"));
    var e = assertThrows(IllegalStateException.class, () -> ModuleRegistry.load(jars));
    assertTrue(e.getMessage().contains("one.Greet in"), e.getMessage());
    assertTrue(e.getMessage().contains("two.jar"), e.getMessage());
  }

  @Test
  void aPathWithoutModulesIsNamed() throws IOException {
    var nowhere = List.of(folder.resolve("nowhere.jar"));
    var e = assertThrows(IllegalArgumentException.class, () -> ModuleRegistry.load(nowhere));
    assertTrue(e.getMessage().contains("nowhere.jar"), e.getMessage());
    var empty = List.of(Files.createDirectory(folder.resolve("empty")));
    assertThrows(IllegalArgumentException.class, () -> ModuleRegistry.load(empty));
  }

  @Test
  void aJarThatCannotBeUsedIsRefused() throws IOException {
    var classes = classes("one");
    Files.write(
        classes.resolve("META-INF/services/runbook.module.Catalogue"),
        "one.Nothing\n".getBytes(StandardCharsets.UTF_8));
    assertThrows(IllegalStateException.class, () -> ModuleRegistry.load(List.of(classes)));
  }
}
