package runbook.modules.release;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The digests of a release, in the formats of {@code sha256sum} and similar tools. */
record ChecksumFile(String text) {

  private static final Pattern GNU = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");
  private static final Pattern BSD = Pattern.compile("SHA256 \\((.+)\\) ?= ?([0-9a-fA-F]{64})");
  private static final Pattern BARE = Pattern.compile("[0-9a-fA-F]{64}");

  /** Finds the digest of a file; empty if it is not listed, or listed with different digests. */
  Optional<String> of(String file) {
    var found = lines().stream().flatMap(line -> digest(line, file).stream()).distinct().toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private List<String> lines() {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private Optional<String> digest(String line, String file) {
    var gnu = GNU.matcher(line);
    if (gnu.matches()) {
      return plain(gnu.group(2)).equals(file) ? Optional.of(lower(gnu.group(1))) : Optional.empty();
    }
    var bsd = BSD.matcher(line);
    if (bsd.matches()) {
      return plain(bsd.group(1)).equals(file) ? Optional.of(lower(bsd.group(2))) : Optional.empty();
    }
    // A file with only a digest belongs to the file next to it.
    return BARE.matcher(line).matches() && lines().size() == 1
        ? Optional.of(lower(line))
        : Optional.empty();
  }

  private static String plain(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String lower(String digest) {
    return digest.toLowerCase(Locale.ROOT);
  }
}
