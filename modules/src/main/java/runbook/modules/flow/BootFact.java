package runbook.modules.flow;

import java.util.List;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unreadable;

/** Tells one boot of the host from another. */
record BootFact() implements Fact<String> {

  static final ShellFile SH = ShellFile.beside(BootFact.class, "boot.sh");

  @Override
  public String label() {
    return "the boot";
  }

  @Override
  public Script query(Detail detail) {
    return SH.call("read_boot");
  }

  @Override
  public String read(ScriptOutput scriptOutput) throws Unreadable {
    var text = scriptOutput.text().strip();
    if (scriptOutput.exit() != 0 || text.isEmpty()) {
      throw new Unreadable("the host does not tell when it was started: " + text);
    }
    return text;
  }

  /** Makes no change; only a restart changes it. */
  @Override
  public List<Change> changes(String from, String to) {
    return List.of();
  }
}
