package runbook.modules.etcd.version;

import java.util.List;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;

/**
 * The version of the etcd that a host has, if it has data of a member.
 *
 * @param program the path of etcd
 */
record InstalledVersion(HostPath program, HostPath dataDir) implements Fact<String> {

  /** There is no data yet, or no program: any version may come. */
  static final String NONE = "none";

  private static final ShellFile SH = ShellFile.beside(InstalledVersion.class, "version.sh");

  @Override
  public String label() {
    return "the version of " + program;
  }

  @Override
  public Script query(Detail detail) {
    return SH.call("installed_etcd", program, dataDir);
  }

  @Override
  public String read(ScriptOutput scriptOutput) throws Unreadable {
    var lines = scriptOutput.lines();
    var first = lines.isEmpty() ? program + " does not tell its version" : lines.getFirst();
    if (scriptOutput.exit() != 0 || !first.matches("none|\\d{1,4}\\.\\d{1,4}\\..{1,60}")) {
      throw new Unreadable(first);
    }
    return first;
  }

  @Override
  public List<Change> changes(String from, String to) {
    throw new IllegalStateException("only read");
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Path(program), new Place.Path(dataDir));
  }
}
