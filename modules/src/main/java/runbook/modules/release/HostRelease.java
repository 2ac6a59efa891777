package runbook.modules.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.PathFact;
import runbook.modules.release.HostFolder.Held;
import runbook.modules.release.HostFolder.Mark;

/** A release in a folder of the host, which downloads and unpacks it itself. */
record HostRelease(HostPath dest, HostDownload download) implements Fact<HostFolder> {

  private static final ShellFile SH = ShellFile.beside(HostRelease.class, "folder.sh");

  @Override
  public String label() {
    return "release in " + dest;
  }

  @Override
  public Script query(Detail detail) {
    return SH.call("release_in", dest).sharing(HostDownload.FILES);
  }

  @Override
  public HostFolder read(Answer answer) throws Unreadable {
    var lines = answer.lines();
    if (answer.exit() != 0 || lines.size() < 3) {
      throw new Unreadable(lines.isEmpty() ? "the host does not tell" : lines.getLast());
    }
    return new HostFolder(
        new Arch(lines.get(0)),
        lines.get(1).equals("parent"),
        Held.valueOf(lines.get(2).toUpperCase(Locale.ROOT)),
        lines.size() > 3 ? mark(lines.get(3)) : Optional.empty());
  }

  private static Optional<Mark> mark(String line) {
    var words = line.split(" ", -1);
    return words.length == 3
        ? Optional.of(new Mark(words[0], words[1], words[2]))
        : Optional.empty();
  }

  @Override
  public List<Change> changes(HostFolder from, HostFolder to) {
    return List.of(new Change.Run(download.into(dest, to.mark().orElseThrow().arch())));
  }

  @Override
  public Map<String, Object> values(HostFolder state) {
    var values = new LinkedHashMap<String, Object>();
    values.put("folder", dest.path());
    state
        .mark()
        .ifPresent(mark -> {
          values.put("version", mark.version());
          values.put("arch", mark.arch());
        });
    return values;
  }

  @Override
  public HostFolder foresee(HostFolder seen, Foreseen earlier) throws Unforeseeable {
    boolean parent = PathFact.directory(dest.parent()).foresee(seen.parent(), earlier);
    var left = earlier.of(new FileFact(dest));
    for (var file : earlier.changed(FileFact.class)) {
      if (file.path().isBelow(dest)) {
        throw new Unforeseeable(
            "an earlier step would change %s, which lies in the release".formatted(file.path()));
      }
    }
    if (left.isEmpty()) {
      return new HostFolder(seen.arch(), parent, seen.held(), seen.mark());
    }
    return switch (left.get().thing()) {
      case FileState.Absent _ -> new HostFolder(seen.arch(), parent, Held.ABSENT, Optional.empty());
      case FileState.Directory(var _, boolean fresh) ->
          fresh
              ? new HostFolder(seen.arch(), parent, Held.EMPTY, Optional.empty())
              : new HostFolder(seen.arch(), parent, seen.held(), seen.mark());
      default -> new HostFolder(seen.arch(), parent, Held.OTHER, Optional.empty());
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
