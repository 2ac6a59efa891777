package runbook.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Waits for changes of the files of a project: those of the Git repository that holds the playbook,
 * or else of the playbook's folder, and those beside the inventory. Hidden files and build output
 * do not count.
 */
final class ProjectWatcher implements AutoCloseable {

  /** An editor may save one file in several steps, and a tool several files. */
  private static final long SETTLE_MILLIS = 50;

  private static final Set<String> OUTPUT = Set.of("target", "build", "node_modules");

  private final WatchService watchService;
  private final Set<Path> watched = new HashSet<>();
  private final Path project;

  private ProjectWatcher(WatchService watchService, Path project) {
    this.watchService = watchService;
    this.project = project;
  }

  static ProjectWatcher of(Path playbook, List<Path> inventory) throws IOException {
    var folder = playbook.toAbsolutePath().getParent().toRealPath();
    var project = folder;
    for (var above = folder; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        project = above;
        break;
      }
    }
    var projectWatcher = new ProjectWatcher(folder.getFileSystem().newWatchService(), project);
    projectWatcher.watchAll(project);
    for (var file : inventory) {
      var path = file.toAbsolutePath();
      var beside = (Files.isDirectory(path) ? path : path.getParent()).toRealPath();
      projectWatcher.watch(beside);
      for (var variables : List.of("group_vars", "host_vars")) {
        if (Files.isDirectory(beside.resolve(variables))) {
          projectWatcher.watchAll(beside.resolve(variables));
        }
      }
    }
    return projectWatcher;
  }

  Path project() {
    return project;
  }

  private void watchAll(Path top) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(top) && !counts(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            watch(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // A file that has gone meanwhile, or a folder that this user may not read.
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void watch(Path folder) throws IOException {
    if (!watched.contains(folder)) {
      try {
        folder.register(watchService, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
        watched.add(folder);
      } catch (NoSuchFileException | NotDirectoryException e) {
        // It has gone meanwhile, which is an event of the folder above it.
        watched.remove(folder);
      }
    }
  }

  private static boolean counts(Path path) {
    var name = path.getFileName().toString();
    return !name.startsWith(".") && !name.endsWith("~") && !OUTPUT.contains(name);
  }

  /** Waits until files have changed, and returns them. */
  Set<Path> await() throws IOException, InterruptedException {
    var changed = new TreeSet<Path>();
    while (changed.isEmpty()) {
      take(watchService.take(), changed);
      for (var key = next(); key != null; key = next()) {
        take(key, changed);
      }
    }
    return changed;
  }

  private WatchKey next() throws InterruptedException {
    return watchService.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void take(WatchKey key, Set<Path> changed) throws IOException {
    var folder = (Path) key.watchable();
    for (var event : key.pollEvents()) {
      // Without a name, there were more events than the system could keep.
      var path = event.context() instanceof Path name ? folder.resolve(name) : folder;
      if (counts(path)) {
        changed.add(path);
        if (Files.isDirectory(path)) {
          watchAll(path);
        }
      }
    }
    if (!key.reset()) {
      watched.remove(folder);
    }
  }

  @Override
  public void close() throws IOException {
    watchService.close();
  }
}
