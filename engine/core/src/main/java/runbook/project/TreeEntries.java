package runbook.project;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import runbook.text.Position;

/** Reads what {@code git ls-tree} lists, and refuses what is no plain file. */
record TreeEntries(String url, GitTag tag, Position at) {

  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final Pattern LINE =
      Pattern.compile("(\\d{6}) (\\w+) (\\w+) +(\\d+|-)\\t(.+)", Pattern.DOTALL);

  private static final Pattern UNSAFE =
      Pattern.compile("\\p{Cntrl}|\\uFFFD|(?:^|/)\\.{0,2}(?:/|$)");

  /** A file of a commit. */
  record TreeEntry(String id, int size, boolean isExecutable, String path) {}

  List<TreeEntry> read(String listed) throws GetFailure {
    var entries = new ArrayList<TreeEntry>();
    long bytes = 0;
    for (var line : listed.split("\0", -1)) {
      var parts = LINE.matcher(line);
      if (parts.matches()) {
        var path = parts.group(5);
        var kind = parts.group(1);
        if (!kind.startsWith("100")) {
          throw refused(
              "%s '%s'".formatted(kind.startsWith("12") ? "a link" : "a submodule", path),
              "roles are shared as plain files: put the file itself there");
        }
        if (UNSAFE.matcher(path).find()) {
          throw refused("a file with the name '%s'".formatted(path), "rename it");
        }
        bytes += Long.parseLong(parts.group(4));
        if (bytes > MOST_BYTES) {
          throw refused("more than 64 MiB", "let the role download what is large");
        }
        entries.add(
            new TreeEntry(
                parts.group(3), Integer.parseInt(parts.group(4)), kind.equals("100755"), path));
      }
    }
    return entries;
  }

  private GetFailure refused(String what, String hint) {
    return GetFailure.refused(at, "%s of %s has %s".formatted(tag.name(), url, what), hint);
  }
}
