package runbook.modules.file;

import runbook.module.param.Mode;

/** Who may do what with a file. */
public record Access(Mode mode, Owner user, Owner group) {

  @Override
  public String toString() {
    return "mode %s, %s:%s".formatted(mode, user, group);
  }
}
