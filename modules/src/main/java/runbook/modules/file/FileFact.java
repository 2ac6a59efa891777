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
 * What is at a path; a link there is itself what is looked at.
 *
 * @param writeOptions how a file is written there, which is no part of what it is
 */
public record FileFact(HostPath path, WriteOptions writeOptions) implements Fact<FileState> {

  /**
   * How to write a file.
   *
   * @param validate a command that must accept it
   * @param source where the host gets it from itself; empty when it is sent there
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
            "'validate' must hold '%s', which stands for the path of the new file".formatted("%s"));
      }
    }
  }

  /**
   * What makes a file on the host.
   *
   * @param script writes to the file whose path is in {@code $t}
   * @param label what the user reads for it
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

  @Override
  public FileState read(ScriptOutput scriptOutput) throws Unreadable {
    return FileStateReader.read(scriptOutput);
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

  /** The folder decides what can be done; a listing shows the names of whoever owns a file. */
  @Override
  public List<Place> reads() {
    return List.of(new Place.Itself(path.parent()), new Place.Accounts());
  }

  /** A folder that stays one may open or close the way to what is in it. */
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
    checkBelow(state, earlier);
    return state;
  }

  /** A directory stays as it is, whatever is written into it. */
  private void checkBelow(FileState state, ForeseenStates earlier) throws Unforeseeable {
    if (state.fileKind() instanceof Directory) {
      for (var place : earlier.written(Place.Path.class)) {
        if (!place.path().isBelow(path)) {
          throw new Unforeseeable(
              "what becomes of %s depends on what an earlier step would write at %s"
                  .formatted(path, place));
        }
      }
    }
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
