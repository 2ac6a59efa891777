package runbook.modules.release;

import java.util.List;
import java.util.Locale;

/** The format of a download, by its file name. */
enum ArchiveFormat {
  TAR_GZ,
  TAR,
  /** Not packed: the file is the program. */
  NONE;

  private static final List<String> OTHERS =
      List.of(
          ".zip", ".gz", ".xz", ".bz2", ".zst", ".7z", ".txz", ".tbz", ".deb", ".rpm", ".apk",
          ".jar");

  /**
   * @throws IllegalArgumentException if runbook cannot unpack the format
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
            "'%s': only .tar.gz, .tgz and .tar archives and unpacked programs are supported"
                .formatted(file));
      }
    }
    return NONE;
  }
}
