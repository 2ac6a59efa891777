package runbook.modules.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileAccess;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileOwner;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.FileKind;
import runbook.modules.file.FileState.Regular;

/**
 * What a host makes the home of a new user of.
 *
 * @param fileMode the home's
 * @param copies what is copied into it, a folder before what is in it
 */
record NewHome(FileMode fileMode, List<Copied> copies) {

  /**
   * One thing that is copied.
   *
   * @param letters its kind and mode, as a listing has them
   */
  record Copied(String path, String letters, String digest, long size) {

    private Optional<FileKind> with(FileOwner user, FileOwner group) throws Unreadable {
      var fileAccess = new FileAccess(FileAccess.mode(letters), user, group);
      return switch (letters.charAt(0)) {
        case '-' ->
            Optional.of(new Regular(fileAccess, Optional.of(FileContent.seen(digest, size)), true));
        case 'd' -> Optional.of(new Directory(fileAccess, true));
        default -> Optional.empty();
      };
    }
  }

  NewHome {
    copies = List.copyOf(copies);
  }

  /** Reads the lines that {@code read_home} prints; empty when the host has no useradd. */
  static Optional<NewHome> read(List<String> lines) throws Unreadable {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var first = lines.getFirst().split(" ", -1);
    if (first.length != 3) {
      throw new Unreadable("the host says something strange of homes: " + lines.getFirst());
    }
    var copies = new ArrayList<Copied>();
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split(" ", 4);
      copies.add(new Copied(cells[3], cells[0], cells[1], Long.parseLong(cells[2])));
    }
    var mode = first[1].equals("-") ? 0777 & ~number(first[2]) : number(first[1]);
    return Optional.of(new NewHome(new FileMode(mode & 07777), copies));
  }

  /** As useradd reads it: octal only with a zero in front. */
  private static int number(String text) throws Unreadable {
    try {
      return Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new Unreadable("the host's mode for homes is no number: " + text);
    }
  }

  /**
   * What making it writes.
   *
   * @param before what is at the path now: nothing, in a directory
   */
  List<Write> writes(HostPath path, FileState before, FileOwner user, FileOwner group)
      throws Unreadable {
    var writes = new ArrayList<Write>();
    var fileAccess = new FileAccess(fileMode, user, group);
    var folders = new java.util.HashMap<HostPath, FileState>();
    var home = before.with(new Directory(fileAccess, true));
    folders.put(path, home);
    writes.add(Write.of(new FileFact(path), home));
    for (var copy : copies) {
      var at = new HostPath(path + "/" + copy.path());
      var folder = folders.get(at.parent());
      var thing = copy.with(user, group);
      if (thing.isEmpty() || folder == null) {
        throw new Unreadable("%s is copied from something strange".formatted(at));
      }
      var fileSurroundings =
          before.fileSurroundings().in(folder.access().orElseThrow(), folder.real(at.parent()));
      var state = new FileState(fileSurroundings, thing.get());
      if (thing.get() instanceof Directory) {
        folders.put(at, state);
      }
      writes.add(Write.of(new FileFact(at), state));
    }
    return writes;
  }
}
