package runbook.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The content of a folder, without parts that differ between plays of the same tasks. */
final class FolderTree {

  /** Keys, serial numbers and dates of certificates differ each time. */
  private static final Pattern RANDOM = Pattern.compile(".*\\.(crt|key|pem)");

  private FolderTree() {}

  /** Returns a line for each path: its kind, mode and content. */
  static Map<String, String> of(Path folder) throws IOException {
    var tree = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.toList()) {
        tree.put(RepeatedText.of(folder.relativize(path).toString()), describe(path));
      }
    }
    return tree;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    var mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS).toString();
    return Files.isRegularFile(path) && !RANDOM.matcher(path.toString()).matches()
        ? mode + " " + Arrays.hashCode(Files.readAllBytes(path))
        : mode;
  }
}
