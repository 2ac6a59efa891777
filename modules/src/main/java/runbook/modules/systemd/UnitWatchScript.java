package runbook.modules.systemd;

import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.modules.messages.KnownMessages;

/**
 * Shell functions that follow a unit on its way up, and tell how it went: the last lines of its
 * journal since the start, and in the very last line how it is now.
 */
final class UnitWatchScript {

  static final ShellFile SH = ShellFile.beside(UnitWatchScript.class, "story.sh");

  private UnitWatchScript() {}

  static Script withWatch(Script script) {
    return script.sharing(SH).withFailureHint(KnownMessages.OF_SERVICES);
  }
}
