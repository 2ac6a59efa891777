package runbook.playbook;

import java.util.Optional;

/** Whether to act as another user; what is empty is the enclosing block's, play's or host's. */
public record BecomeSettings(
    Optional<Boolean> become, Optional<String> user, Optional<String> method) {

  public static final BecomeSettings INHERITED =
      new BecomeSettings(Optional.empty(), Optional.empty(), Optional.empty());

  /** This one, with the outer one's settings where it has none. */
  public BecomeSettings within(BecomeSettings outer) {
    return new BecomeSettings(
        become.or(outer::become), user.or(outer::user), method.or(outer::method));
  }
}
