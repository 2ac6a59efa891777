package runbook.modules.flow;

import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.param.HostPath;

/** The end of a file's text; empty if the file does not exist. */
record FileTailFact(HostPath path) implements Fact<Optional<String>> {

  private static final int MOST = 1_000_000;
  private static final int ABSENT = 9;

  @Override
  public String label() {
    return "the text of " + path;
  }

  @Override
  public Script query(Detail detail) {
    return Script.of("[ -e {} ] || exit {}\ntail -c {} < {}", path, ABSENT, MOST, path);
  }

  @Override
  public Optional<String> read(ScriptOutput scriptOutput) {
    return scriptOutput.exit() == ABSENT ? Optional.empty() : Optional.of(scriptOutput.text());
  }

  /** Makes no change. */
  @Override
  public List<Change> changes(Optional<String> from, Optional<String> to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Path(path));
  }
}
