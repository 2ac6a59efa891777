package runbook.modules.file;

import java.util.Optional;
import runbook.module.param.Content;
import runbook.modules.file.FileState.Regular;

/**
 * A file on a host and what there is of it on the controller.
 *
 * @param here empty when there is no such file on the controller
 */
record Fetched(FileState there, Optional<Content> here) {

  Optional<Content> content() {
    return there.thing() instanceof Regular(var _, var content, boolean _)
        ? content
        : Optional.empty();
  }

  boolean isSame() {
    return here.isPresent() && here.equals(content());
  }

  /** Whether its bytes came along. */
  boolean isAtHand() {
    return content().filter(Content::isAtHand).isPresent();
  }

  Fetched brought() {
    return isSame() || content().isEmpty() ? this : new Fetched(there, content());
  }

  @Override
  public String toString() {
    return here.map(Content::toString).orElse("absent");
  }
}
