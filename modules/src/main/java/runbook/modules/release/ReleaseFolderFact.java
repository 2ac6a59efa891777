package runbook.modules.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.PathFact;
import runbook.modules.release.ReleaseFolderState.FolderContents;
import runbook.modules.release.ReleaseFolderState.ReleaseMark;

/** A release in a folder of the host, downloaded and unpacked by the host itself. */
record ReleaseFolderFact(HostPath dest, HostReleaseScript download)
    implements Fact<ReleaseFolderState> {

  private static final ShellFile SH = ShellFile.beside(ReleaseFolderFact.class, "folder.sh");

  @Override
  public String label() {
    return "release in " + dest;
  }

  @Override
  public Script query(Detail detail) {
    return SH.call("release_in", dest).sharing(HostReleaseScript.FILES);
  }

  @Override
  public ReleaseFolderState read(ScriptOutput scriptOutput) throws Unreadable {
    var lines = scriptOutput.lines();
    if (scriptOutput.exit() != 0 || lines.size() < 3) {
      throw new Unreadable(lines.isEmpty() ? "the host printed nothing" : lines.getLast());
    }
    return new ReleaseFolderState(
        new CpuArchitecture(lines.get(0)),
        lines.get(1).equals("parent"),
        contents(lines.get(2)),
        lines.size() > 3 ? mark(lines.get(3)) : Optional.empty());
  }

  private static FolderContents contents(String word) throws Unreadable {
    try {
      return FolderContents.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("unexpected output about the folder: " + word);
    }
  }

  private static Optional<ReleaseMark> mark(String line) {
    var words = line.split(" ", -1);
    return words.length == 3
        ? Optional.of(new ReleaseMark(words[0], words[1], words[2]))
        : Optional.empty();
  }

  @Override
  public List<Change> changes(ReleaseFolderState from, ReleaseFolderState to) {
    return List.of(new Change.RunScript(download.into(dest, to.mark().orElseThrow().arch())));
  }

  @Override
  public Map<String, Object> values(ReleaseFolderState state) {
    var values = new LinkedHashMap<String, Object>();
    values.put("folder", dest.path());
    state
        .mark()
        .ifPresent(releaseMark -> {
          values.put("version", releaseMark.version());
          values.put("arch", releaseMark.arch());
        });
    return values;
  }

  @Override
  public ReleaseFolderState foresee(ReleaseFolderState seen, ForeseenStates earlier)
      throws Unforeseeable {
    boolean parent = PathFact.directory(dest.parent()).foresee(seen.parent(), earlier);
    var left = earlier.of(new FileFact(dest));
    for (var file : earlier.changed(FileFact.class)) {
      if (file.path().isBelow(dest)) {
        throw new Unforeseeable(
            "an earlier step would change %s, which is part of the release".formatted(file.path()));
      }
    }
    if (left.isEmpty()) {
      return new ReleaseFolderState(
          seen.cpuArchitecture(), parent, seen.folderContents(), seen.mark());
    }
    return switch (left.get().fileKind()) {
      case FileState.Absent _ ->
          new ReleaseFolderState(
              seen.cpuArchitecture(), parent, FolderContents.ABSENT, Optional.empty());
      case FileState.Directory(var _, boolean fresh) ->
          fresh
              ? new ReleaseFolderState(
                  seen.cpuArchitecture(), parent, FolderContents.EMPTY, Optional.empty())
              : new ReleaseFolderState(
                  seen.cpuArchitecture(), parent, seen.folderContents(), seen.mark());
      default ->
          new ReleaseFolderState(
              seen.cpuArchitecture(), parent, FolderContents.OTHER, Optional.empty());
    };
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Path(dest));
  }

  @Override
  public List<Place> reads() {
    return List.of(new Place.Itself(dest.parent()));
  }
}
