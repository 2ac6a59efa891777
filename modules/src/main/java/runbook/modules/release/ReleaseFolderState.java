package runbook.modules.release;

import java.util.Optional;

/**
 * The state of a folder on a host for a release.
 *
 * @param cpuArchitecture the architecture of the host
 * @param parent whether its parent directory exists
 * @param folderContents the kind of its content
 * @param mark the release in it; empty if there is none or it is incomplete
 */
record ReleaseFolderState(
    CpuArchitecture cpuArchitecture,
    boolean parent,
    FolderContents folderContents,
    Optional<ReleaseMark> mark) {

  /** The kinds of content of a folder. */
  enum FolderContents {
    ABSENT,
    EMPTY,
    RELEASE,
    OTHER
  }

  /**
   * The identity of a release.
   *
   * @param sha256 the digest of its archive; an empty text if that is not known yet
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
