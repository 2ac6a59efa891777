package runbook.modules.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;

/**
 * The state of a path; a link is not followed.
 *
 * @param writeOptions how to write a file there; not part of the state
 */
public record FileFact(HostPath path, WriteOptions writeOptions) implements Fact<FileState> {

  /**
   * How to write a file.
   *
   * @param validate a command that must accept the file
   * @param source where the host itself gets the file; empty if the controller sends it
   */
  public record WriteOptions(
      Optional<String> validate, boolean backup, Optional<HostFileSource> source) {
    public static final WriteOptions NONE = new WriteOptions(Optional.empty(), false);

    public WriteOptions(Optional<String> validate, boolean backup) {
      this(validate, backup, Optional.empty());
    }

    public static void check(Optional<String> validate) {
      if (validate.filter(command -> !command.contains("%s")).isPresent()) {
        throw new IllegalArgumentException(
            "'validate' must contain '%s', the path of the new file".formatted("%s"));
      }
    }
  }

  /**
   * A script that makes a file on the host.
   *
   * @param script the script; writes to the file whose path is in {@code $t}
   * @param label the name that the user sees
   */
  public record HostFileSource(Script script, String label) {}

  public FileFact(HostPath path) {
    this(path, WriteOptions.NONE);
  }

  @Override
  public String label() {
    return path.path();
  }

  @Override
  public Script query(Detail detail) {
    return FileQuery.of(path, detail);
  }

  /** Returns a query that contains queries of files, so that all these files are read ahead. */
  public static Script readTogether(Script query, List<Script> parts) {
    return query.readAhead(
        FileQuery.AHEAD,
        parts.stream()
            .flatMap(part -> part.readAhead().stream())
            .flatMap(ahead -> ahead.words().stream())
            .toList());
  }

  @Override
  public FileState read(ScriptOutput scriptOutput) throws Unreadable {
    return FileStateReader.read(scriptOutput);
  }

  @Override
  public Optional<ScriptOutput> expectedOutput(FileState state, Detail detail) {
    return FileStateText.of(path, state, detail).map(ScriptOutput::of);
  }

  @Override
  public List<Change> changes(FileState from, FileState to) {
    return new FileChanges(path, writeOptions).between(from, to);
  }

  @Override
  public List<Difference> differences(FileState from, FileState to) {
    return FileDifferences.of(path, from, to);
  }

  @Override
  public Map<String, Object> values(FileState state) {
    return FileVariables.of(state);
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Path(path));
  }

  /** The folder decides which changes are possible; owners are shown by name. */
  @Override
  public List<Place> reads() {
    return List.of(new Place.Itself(path.parent()), new Place.Accounts());
  }

  /** A folder whose access changes can make its content reachable or unreachable. */
  @Override
  public List<Write> writes(FileState from, FileState to) {
    return List.of(Write.to(written(from.fileKind(), to.fileKind())));
  }

  private Place written(FileState.FileKind from, FileState.FileKind to) {
    if (to instanceof Link(String target, boolean _)) {
      return new Place.Link(path, target);
    }
    return switch (from) {
      case Link(String target, boolean _) -> new Place.Link(path, target);
      case Directory _ -> new Place.Path(path);
      default -> new Place.Itself(path);
    };
  }

  @Override
  public FileState foresee(FileState seen, ForeseenStates earlier) throws Unforeseeable {
    var named = new OwnerForesight(earlier).of(path, seen);
    var left = earlier.of(this);
    var state =
        left.isPresent()
            ? new FileForesight(earlier).seenByOther(path, left.get(), named)
            : new FileForesight(earlier).of(path, named);
    PackageForesight.check(label(), state.isThere() || seen.isThere(), earlier);
    if (state.fileKind() instanceof Directory) {
      WritesBelowCheck.check(path, earlier);
    }
    return state;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileFact(HostPath same, var _) && same.equals(path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }
}
