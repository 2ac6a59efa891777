package runbook.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * A copy of the repository that is already built, from the classes of the test run, because jars
 * are built after the tests.
 */
record RepositoryCopy(Path home) {

  private static final Set<String> NOT_COMMITTED = Set.of("target", ".git", ".idea", ".vscode");

  /** The result of a command. */
  record CommandResult(int status, String output) {}

  static RepositoryCopy in(Path home) throws IOException {
    copy(home);
    var lib = Files.createDirectories(home.resolve("modules/target/runbook"));
    int number = 0;
    for (var entry : System.getProperty("java.class.path").split(":", -1)) {
      var path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        Files.copy(path, lib.resolve("%03d.jar".formatted(number++)));
      } else if (Files.isDirectory(path) && !entry.contains("test-classes")) {
        jar(path, lib.resolve("%03d.jar".formatted(number++)));
      }
    }
    Files.createFile(lib.resolve(".built"));
    return new RepositoryCopy(home);
  }

  /** Runs a command line in the root folder. */
  CommandResult run(String command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("sh", "-c", command).directory(home.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Labs of other checkouts on this machine may have the same names.
    builder.environment().put("RUNBOOK_LAB", home.resolveSibling("labs").toString());
    builder.redirectErrorStream(true);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new CommandResult(process.waitFor(), output);
  }

  private static void copy(Path home) throws IOException {
    Files.walkFileTree(
        MarkdownBlock.HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_COMMITTED.contains(folder.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(home.resolve(MarkdownBlock.HOME.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!NOT_COMMITTED.contains(file.getFileName().toString())) {
              Files.copy(
                  file,
                  home.resolve(MarkdownBlock.HOME.relativize(file)),
                  LinkOption.NOFOLLOW_LINKS,
                  StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static void jar(Path classes, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }
}
