package runbook.playbooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Describes the files of a host by what does not differ from one play to the next. */
final class HostFiles {

  private HostFiles() {}

  /** Returns a line for each file below the folder: path, mode, owners, and content or target. */
  static List<String> of(Path root) throws IOException {
    var lines = new ArrayList<String>();
    try (var paths = Files.walk(root)) {
      for (var path : paths.sorted().toList()) {
        var attributes = Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        lines.add("%s %s %s".formatted(path, attributes, content(path)));
      }
    }
    return lines;
  }

  private static String content(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "to " + Files.readSymbolicLink(path);
    }
    return Files.isRegularFile(path) ? Files.readString(path) : "";
  }
}
