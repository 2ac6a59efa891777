package runbook.modules.systemd;

import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.modules.remedy.Remedies;

/**
 * Shell functions that follow a unit on its way up, and tell how it went: the last lines of its
 * journal since the start, and in the very last line how it is now.
 */
final class UnitStory {

  static final ShellFile SH = ShellFile.beside(UnitStory.class, "story.sh");

  private UnitStory() {}

  static Script told(Script script) {
    return script.sharing(SH).advised(Remedies.OF_SERVICES);
  }
}
