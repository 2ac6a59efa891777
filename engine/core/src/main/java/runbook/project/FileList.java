package runbook.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import runbook.module.param.FileContent;

/**
 * The files of a role with their digests.
 *
 * @param lines what is known of each file, by its path
 */
record FileList(NavigableMap<String, String> lines) {

  static FileList of(List<GitFile> files) {
    var lines = new TreeMap<String, String>();
    for (var file : files) {
      lines.put(file.path(), line(FileContent.of(file.content()).sha256(), file.isExecutable()));
    }
    return new FileList(lines);
  }

  /**
   * Lists all that is in a folder. What is no plain file has no digest, and so is like no other.
   */
  static FileList of(Path folder) throws IOException {
    var lines = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          lines.put(
              folder.relativize(path).toString(),
              Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                  ? line(FileContent.of(Files.readAllBytes(path)).sha256(), isExecutable(path))
                  : "not a plain file");
        }
      }
    }
    return new FileList(lines);
  }

  /** Even root cannot run a file without this bit, but is told otherwise of other rights. */
  private static boolean isExecutable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file)
        .contains(java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE);
  }

  private static String line(String digest, boolean isExecutable) {
    return digest + (isExecutable ? " x" : " -");
  }

  /** Reads what {@link #text} returned. */
  static FileList parse(String text) {
    var lines = new TreeMap<String, String>();
    text.lines()
        .map(line -> line.split(" ", 3))
        .filter(parts -> parts.length == 3)
        .forEach(parts -> lines.put(parts[2], parts[0] + " " + parts[1]));
    return new FileList(lines);
  }

  String text() {
    var text = new StringBuilder();
    lines.forEach((path, line) -> text.append(line).append(' ').append(path).append('\n'));
    return text.toString();
  }

  /** Returns the digest of all files, their names included. */
  String digest() {
    return "sha256:" + FileContent.of(text()).sha256();
  }

  /** Says which files are not as they were. */
  List<String> changesSince(FileList before) {
    var paths = new TreeSet<>(lines.keySet());
    paths.addAll(before.lines.keySet());
    var changes = new ArrayList<String>();
    for (var path : paths) {
      if (!before.lines.containsKey(path)) {
        changes.add(path + " was added");
      } else if (!lines.containsKey(path)) {
        changes.add(path + " was removed");
      } else if (!lines.get(path).equals(before.lines.get(path))) {
        changes.add(path + " was changed");
      }
    }
    return changes;
  }
}
