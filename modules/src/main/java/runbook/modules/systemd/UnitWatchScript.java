package runbook.modules.systemd;

import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.modules.messages.KnownMessages;

/**
 * Shell functions that follow the start of a unit and report the result: the last lines of its
 * journal since the start, and in the last line its current state.
 */
final class UnitWatchScript {

  static final ShellFile SH = ShellFile.beside(UnitWatchScript.class, "story.sh");

  private UnitWatchScript() {}

  static Script withWatch(Script script) {
    return script.sharing(SH).withFailureHint(KnownMessages.OF_SERVICES);
  }
}
