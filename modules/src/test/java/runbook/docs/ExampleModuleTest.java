package runbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.cli.Main;
import runbook.testkit.ModuleLaws;

/**
 * Checks the example module of CONTRIBUTING: it is compiled outside of this build, loaded with
 * {@code --module-path}, documented and played, and its own tests pass.
 */
class ExampleModuleTest {

  private static final Path PROJECT =
      MarkdownBlock.HOME.resolve("engine/docs/examples/hosts-entry");
  private static final String TESTS = "org.example.runbook.OurModulesTest";

  @TempDir private static Path folder;

  private static Path jar;
  private static Path testClasses;

  /** The output and exit status of the program. */
  private record ModuleCommandOutput(int status, String out) {}

  @BeforeAll
  static void build() throws IOException {
    var classes = compile("main", System.getProperty("java.class.path"));
    var services = Files.createDirectories(classes.resolve("META-INF/services"));
    var service = "runbook.module.Catalogue";
    Files.copy(
        PROJECT.resolve("src/main/resources/META-INF/services").resolve(service),
        services.resolve(service));
    jar = folder.resolve("hosts-entry-1.jar");
    RepositoryCopy.jar(classes, jar);
    testClasses = compile("test", jar + ":" + System.getProperty("java.class.path"));
  }

  private static Path compile(String kind, String classPath) throws IOException {
    var classes = Files.createDirectory(folder.resolve(kind));
    var words = new ArrayList<>(List.of("-d", classes.toString(), "-cp", classPath, "-Xlint:all"));
    words.addAll(List.of("-Werror", "-proc:none"));
    try (var sources = Files.walk(PROJECT.resolve("src").resolve(kind).resolve("java"))) {
      sources.map(Path::toString).filter(s -> s.endsWith(".java")).forEach(words::add);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertEquals(0, compiler.run(null, null, null, words.toArray(String[]::new)));
    return classes;
  }

  @Test
  void theModuleIsListedAndExplained() {
    var list = runbook("doc").out();
    assertTrue(
        list.lines().anyMatch(line -> line.matches("hosts_entry +Adds a name to a hosts file.*")),
        list);
    assertTrue(runbook("doc", "hosts_entry").out().contains("'/etc/hosts' by default"));
    assertTrue(runbook("schema").out().contains("module.hosts_entry"));
  }

  @Test
  void playbookRunsAsCheckedAndThenChangesNothing() {
    var hosts = folder.resolve("hosts");
    var root = "{root: \"%s/{{ inventory_hostname }}\"}".formatted(hosts);
    var inventory = MarkdownBlock.HOME.resolve("inventory/local.yml").toString();
    var playbook = PROJECT.resolve("gate.yml").toString();
    var play = new String[] {"play", playbook, "-i", inventory, "-e", root, "--detailed-exitcode"};

    var predicted =
        runbook(Stream.concat(Stream.of(play), Stream.of("--check")).toArray(String[]::new));
    assertEquals(2, predicted.status(), predicted.out());
    assertTrue(predicted.out().contains("6 would change, 0 failed"), predicted.out());
    assertFalse(Files.exists(hosts));

    var done = runbook(play);
    assertEquals(2, done.status(), done.out());
    assertTrue(done.out().contains("6 changed, 0 failed"), done.out());
    assertEquals(0, runbook(play).status());
  }

  private static ModuleCommandOutput runbook(String... words) {
    var all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--module-path", jar.toString()));
    var out = new StringWriter();
    var writer = new PrintWriter(out, true);
    int status = Main.run(all.toArray(String[]::new), writer, writer);
    return new ModuleCommandOutput(status, out.toString());
  }

  /** Loads all classes afresh, including the author's, as in a separate build. */
  @Test
  void theAuthorsTestsPass() throws Exception {
    try (var own = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      var type = own.loadClass(TESTS);
      var laws = own.loadClass(ModuleLaws.class.getName());
      var broken = laws.getMethod("broken", laws).invoke(null, fresh(type));
      assertEquals(List.of(), broken);
      int count = 0;
      for (var method : type.getDeclaredMethods()) {
        if (isTest(method)) {
          method.setAccessible(true);
          method.invoke(fresh(type));
          count++;
        }
      }
      assertEquals(3, count);
    }
  }

  private static Object fresh(Class<?> type) throws Exception {
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    var tests = constructor.newInstance();
    var temporary = type.getDeclaredField("folder");
    temporary.setAccessible(true);
    temporary.set(tests, Files.createTempDirectory(folder, "author"));
    return tests;
  }

  private static boolean isTest(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(a -> a.annotationType().getName().equals(Test.class.getName()));
  }

  private static URL[] classPath() throws IOException {
    var entries = new ArrayList<>(List.of(jar.toString(), testClasses.toString()));
    entries.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)));
    var urls = new ArrayList<URL>();
    for (var entry : entries) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
