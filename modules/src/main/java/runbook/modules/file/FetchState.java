package runbook.modules.file;

import java.util.Optional;
import runbook.module.param.FileContent;
import runbook.modules.file.FileState.Regular;

/**
 * A file on a host and its copy on the controller.
 *
 * @param here the copy; empty if the controller has none
 */
record FetchState(FileState there, Optional<FileContent> here) {

  Optional<FileContent> content() {
    return there.fileKind() instanceof Regular(var _, var content, boolean _)
        ? content
        : Optional.empty();
  }

  boolean isSame() {
    return here.isPresent() && here.equals(content());
  }

  /** Tells whether the bytes were transferred. */
  boolean isAtHand() {
    return content().filter(FileContent::isAtHand).isPresent();
  }

  FetchState brought() {
    return isSame() || content().isEmpty() ? this : new FetchState(there, content());
  }

  @Override
  public String toString() {
    return here.map(FileContent::toString).orElse("absent");
  }
}
