package runbook.modules.release;

import java.util.Optional;

/**
 * A folder of a host that holds a release, or shall hold one.
 *
 * @param cpuArchitecture the host's
 * @param parent whether there is a directory for it to be in
 * @param folderContents what is in it
 * @param mark which release it is; empty when it is none, or not whole
 */
record ReleaseFolderState(
    CpuArchitecture cpuArchitecture,
    boolean parent,
    FolderContents folderContents,
    Optional<ReleaseMark> mark) {

  /** What is in a folder. */
  enum FolderContents {
    ABSENT,
    EMPTY,
    RELEASE,
    OTHER
  }

  /**
   * Which release.
   *
   * @param sha256 the digest of its archive; empty text when that is not known yet
   */
  record ReleaseMark(String version, String arch, String sha256) {}

  ReleaseFolderState with(ReleaseMark other) {
    return new ReleaseFolderState(
        cpuArchitecture, parent, FolderContents.RELEASE, Optional.of(other));
  }

  @Override
  public String toString() {
    return switch (folderContents) {
      case ABSENT -> "absent";
      case EMPTY -> "an empty directory";
      case OTHER -> "something else";
      case RELEASE ->
          mark.map(m -> "version %s for %s".formatted(m.version(), m.arch()))
              .orElse("a damaged release");
    };
  }
}
