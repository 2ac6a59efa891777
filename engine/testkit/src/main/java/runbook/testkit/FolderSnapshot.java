package runbook.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** A snapshot of a folder on this machine, to detect changes. */
public final class FolderSnapshot {

  private FolderSnapshot() {}

  /** Returns a line for each file below the folder: kind, permissions, times and a digest. */
  public static List<String> snapshot(Path folder) {
    try (var paths = Files.walk(folder)) {
      var lines = new TreeMap<String, String>();
      for (var path : paths.toList()) {
        lines.put(path.toString(), describe(path));
      }
      return lines.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(Path path) throws IOException {
    var attributes =
        Files.readAttributes(
            path, "unix:mode,uid,gid,ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
    boolean hasContent =
        Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(path);
    int content = hasContent ? Arrays.hashCode(Files.readAllBytes(path)) : 0;
    return new TreeMap<>(attributes) + " " + content;
  }
}
