package runbook.modules.file;

import runbook.module.Unreadable;
import runbook.module.param.Mode;

/** Who may do what with a file. */
public record Access(Mode mode, Owner user, Owner group) {

  /** The mode in letters such as {@code drwxr-sr-t}. */
  public static Mode mode(String letters) throws Unreadable {
    return FileAnswer.mode(letters);
  }

  @Override
  public String toString() {
    return "mode %s, %s:%s".formatted(mode, user, group);
  }
}
