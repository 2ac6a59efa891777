package runbook.modules.release;

import java.util.Optional;

/**
 * A folder of a host that holds a release, or shall hold one.
 *
 * @param arch the host's
 * @param parent whether there is a directory for it to be in
 * @param held what is in it
 * @param mark which release it is; empty when it is none, or not whole
 */
record HostFolder(Arch arch, boolean parent, Held held, Optional<Mark> mark) {

  /** What is in a folder. */
  enum Held {
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
  record Mark(String version, String arch, String sha256) {}

  HostFolder with(Mark other) {
    return new HostFolder(arch, parent, Held.RELEASE, Optional.of(other));
  }

  @Override
  public String toString() {
    return switch (held) {
      case ABSENT -> "absent";
      case EMPTY -> "an empty directory";
      case OTHER -> "something else";
      case RELEASE ->
          mark.map(m -> "version %s for %s".formatted(m.version(), m.arch()))
              .orElse("a damaged release");
    };
  }
}
