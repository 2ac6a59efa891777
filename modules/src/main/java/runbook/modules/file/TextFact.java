package runbook.modules.file;

import java.util.List;
import java.util.Map;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Script;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.modules.file.FileState.Regular;

/** What is at a path, with what is in it: for whoever changes a part of a text. */
record TextFact(FileFact file) implements Fact<FileState> {

  /** A longer text is not fetched. */
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
  public FileState read(Answer answer) throws Unreadable {
    return file.read(answer);
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
  public FileState foresee(FileState seen, Foreseen earlier) throws Unforeseeable {
    var own = earlier.of(file);
    var state =
        own.isPresent() ? file.seenAgain(own.get(), seen, earlier) : file.foresee(seen, earlier);
    if (state.thing() instanceof Regular(Access access, var content, boolean fresh)
        && content.filter(c -> !c.isAtHand()).isPresent()) {
      if (seen.thing() instanceof Regular(var _, var same, boolean _) && same.equals(content)) {
        return state.with(new Regular(access, same, fresh));
      }
      throw new Unforeseeable(
          "what an earlier step puts at %s is not known".formatted(file.path()));
    }
    return state;
  }

  @Override
  public FileState seenAgain(FileState foreseen, FileState seen, Foreseen earlier)
      throws Unforeseeable {
    return file.seenAgain(foreseen, seen, earlier);
  }

  @Override
  public List<Companion<?>> companions(FileState to) {
    return List.of(new Companion<>(file, to));
  }

  @Override
  public boolean touchedBy(Fact<?> other) {
    return other.equals(file) || file.touchedBy(other);
  }
}
