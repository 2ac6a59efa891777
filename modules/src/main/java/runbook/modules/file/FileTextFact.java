package runbook.modules.file;

import java.util.List;
import java.util.Map;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.modules.file.FileState.Regular;

/** The state of a path including its text, for modules that change a part of it. */
record FileTextFact(FileFact file) implements Fact<FileState> {

  /** The longest text that is fetched. */
  static final int LONGEST = 1_000_000;

  @Override
  public String label() {
    return file.label();
  }

  @Override
  public Script query(Detail detail) {
    return FileQuery.fetching(file.path(), LONGEST);
  }

  @Override
  public FileState read(ScriptOutput scriptOutput) throws Unreadable {
    return file.read(scriptOutput);
  }

  @Override
  public List<Change> changes(FileState from, FileState to) {
    return file.changes(from, to);
  }

  @Override
  public List<Difference> differences(FileState from, FileState to) {
    return file.differences(from, to);
  }

  @Override
  public Map<String, Object> values(FileState state) {
    return file.values(state);
  }

  @Override
  public List<Place> places() {
    return file.places();
  }

  @Override
  public List<Place> reads() {
    return file.reads();
  }

  @Override
  public List<Write> writes(FileState from, FileState to) {
    return List.of(Write.of(file, to));
  }

  @Override
  public FileState foresee(FileState seen, ForeseenStates earlier) throws Unforeseeable {
    var state = file.foresee(seen, earlier);
    if (state.fileKind() instanceof Regular(FileAccess fileAccess, var content, boolean fresh)
        && content.filter(c -> !c.isAtHand()).isPresent()) {
      if (seen.fileKind() instanceof Regular(var _, var same, boolean _) && same.equals(content)) {
        return state.with(new Regular(fileAccess, same, fresh));
      }
      throw new Unforeseeable(
          "an earlier step would write unknown content at %s".formatted(file.path()));
    }
    return state;
  }
}
