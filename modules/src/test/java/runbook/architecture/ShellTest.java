package runbook.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All shell is in files that ShellCheck reads, and ShellCheck finds nothing wrong. */
final class ShellTest {

  private static final Path ROOT = Path.of("..");

  /** Folders with files of tools, of builds, and of others. */
  private static final Set<String> PASSED_OVER = Set.of(".git", "target", "node_modules");

  private static final Pattern SHEBANG = Pattern.compile("#! ?/\\S*(/env )?\\b(ba|da)?sh\\b.*");
  private static final Pattern TEXT_BLOCK =
      Pattern.compile("(\\S+)\\s*\"\"\"\n(.*?)\"\"\"", Pattern.DOTALL);
  private static final Pattern SHELL =
      Pattern.compile(
          "\\$\\(|\\|\\| exit|; then\n|; do\n|\\bprintf '|>&2|\\w\\(\\) [{(]\n|\"\\$\\w");
  private static final Pattern FUNCTION = Pattern.compile("(?m)^(\\w+)\\(\\)");

  @Test
  void shellCheckFindsNothing() throws Exception {
    assumeTrue(installed(), "shellcheck is not installed");
    var command = new ArrayList<>(List.of("shellcheck", "--format=gcc"));
    scripts().forEach(script -> command.add(ROOT.relativize(script).toString()));
    var process =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", said);
    assertEquals(0, process.waitFor());
  }

  /** The launcher and the scripts of CI and benchmarks have no file extension. */
  @Test
  void everyKindOfScriptIsFound() throws IOException {
    var found = scripts().stream().map(script -> ROOT.relativize(script).toString()).toList();
    assertTrue(
        found.containsAll(
            List.of(
                ".ci/test",
                "bench/etcd",
                "engine/core/src/main/resources/runbook/connection/sh/kill.sh",
                "modules/src/main/resources/runbook/modules/user/accounts.sh",
                "playbooks/files/etcd-health.sh",
                "runbook")),
        found::toString);
  }

  /** Two lines of shell are easier to read next to the code that calls them. */
  @Test
  void javaContainsAtMostTwoLinesOfShell() throws IOException {
    var holders = new TreeSet<String>();
    for (var source : files(file -> file.toString().endsWith(".java"))) {
      if (source.toString().contains("/src/main/") && holdsShell(Files.readString(source))) {
        holders.add(source.getFileName().toString());
      }
    }
    assertEquals(Set.of(), holders);
  }

  @Test
  void shellInTextBlockIsFound() {
    var block = "call(\n    \"\"\"\n    a=$(id)\n    echo \"$a\"\n    exit 1\n    \"\"\")";
    assertTrue(holdsShell(block));
    assertTrue(!holdsShell(block.replace("    exit 1\n", "")));
    assertTrue(!holdsShell("@Example" + block.substring(4)));
  }

  /** One request may contain the functions of all files, beside those that each shell has. */
  @Test
  void shellFunctionNamesAreUnique() throws IOException {
    var files = new TreeMap<String, Set<String>>();
    for (var script : scripts()) {
      if (script.startsWith(ROOT.resolve("modules/src/main"))
          || script.startsWith(ROOT.resolve("engine/core/src/main/resources/runbook/connection"))) {
        FUNCTION
            .matcher(Files.readString(script))
            .results()
            .forEach(f ->
                files
                    .computeIfAbsent(f.group(1), _ -> new TreeSet<>())
                    .add(script.getFileName().toString()));
      }
    }
    files.values().removeIf(holders -> holders.size() == 1);
    assertEquals(new TreeMap<>(), files);
  }

  /** In examples for the manual, users write the shell. */
  private static boolean holdsShell(String source) {
    return TEXT_BLOCK
        .matcher(source)
        .results()
        .filter(block -> !block.group(1).endsWith("@Example("))
        .map(block -> block.group(2))
        .anyMatch(text ->
            text.lines().filter(line -> !line.isBlank()).count() > 2 && SHELL.matcher(text).find());
  }

  private static List<Path> scripts() throws IOException {
    return files(file -> file.toString().endsWith(".sh") || isScript(file));
  }

  private static boolean isScript(Path file) {
    if (file.getFileName().toString().contains(".")) {
      return false;
    }
    try (var lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      var first = lines.readLine();
      return first != null && SHEBANG.matcher(first).matches();
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Path> files(java.util.function.Predicate<Path> wanted) throws IOException {
    var found = new TreeSet<Path>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) {
            return PASSED_OVER.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
            if (about.isRegularFile() && wanted.test(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return List.copyOf(found);
  }

  private static boolean installed() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "shellcheck")));
  }
}
