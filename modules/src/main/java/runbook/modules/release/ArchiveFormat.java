package runbook.modules.release;

import java.util.List;
import java.util.Locale;

/** How what is downloaded is packed, by its name. */
enum ArchiveFormat {
  TAR_GZ,
  TAR,
  /** Not at all: it is the program. */
  NONE;

  private static final List<String> OTHERS =
      List.of(
          ".zip", ".gz", ".xz", ".bz2", ".zst", ".7z", ".txz", ".tbz", ".deb", ".rpm", ".apk",
          ".jar");

  /**
   * @throws IllegalArgumentException it is packed in a way that is not unpacked here
   */
  static ArchiveFormat of(String file) {
    var name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
      return TAR_GZ;
    } else if (name.endsWith(".tar")) {
      return TAR;
    }
    for (var other : OTHERS) {
      if (name.endsWith(other)) {
        throw new IllegalArgumentException(
            "'%s': only .tar.gz, .tgz and .tar are unpacked, and programs that are not packed"
                .formatted(file));
      }
    }
    return NONE;
  }
}
