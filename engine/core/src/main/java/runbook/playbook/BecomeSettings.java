package runbook.playbook;

import java.util.Optional;

/** The user to act as. Empty settings are inherited from the enclosing block, play or host. */
public record BecomeSettings(
    Optional<Boolean> become, Optional<String> user, Optional<String> method) {

  public static final BecomeSettings INHERITED =
      new BecomeSettings(Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns these settings, with missing ones taken from the outer settings. */
  public BecomeSettings within(BecomeSettings outer) {
    return new BecomeSettings(
        become.or(outer::become), user.or(outer::user), method.or(outer::method));
  }
}
