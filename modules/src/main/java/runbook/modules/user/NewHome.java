package runbook.modules.user;

import java.util.ArrayList;
import java.util.HashMap;
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
 * The content that a host gives the home of a new user.
 *
 * @param fileMode the mode of the home
 * @param copies the files copied into it; a folder comes before its content
 */
record NewHome(FileMode fileMode, List<Copied> copies) {

  /**
   * A file that is copied into the home.
   *
   * @param letters the kind and mode, as {@code ls} prints them
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

  /** Parses the output of {@code read_home}; empty if the host has no useradd. */
  static Optional<NewHome> read(List<String> lines) throws Unreadable {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var first = lines.getFirst().split(" ", -1);
    if (first.length != 3) {
      throw new Unreadable("unexpected output about homes: " + lines.getFirst());
    }
    var copies = new ArrayList<Copied>();
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split(" ", 4);
      if (cells.length != 4 || !cells[2].matches("\\d{1,18}")) {
        throw new Unreadable("unexpected output about homes: " + line);
      }
      copies.add(new Copied(cells[3], cells[0], cells[1], Long.parseLong(cells[2])));
    }
    var mode = first[1].equals("-") ? 0777 & ~number(first[2]) : number(first[1]);
    return Optional.of(new NewHome(new FileMode(mode & 07777), copies));
  }

  /** Parses a mode as useradd does: octal only with a leading zero. */
  private static int number(String text) throws Unreadable {
    try {
      return Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new Unreadable("the host's mode for homes is not a number: " + text);
    }
  }

  /**
   * Lists the writes of making the home.
   *
   * @param before the state of the path now: absent, in an existing directory
   */
  List<Write> writes(HostPath path, FileState before, FileOwner user, FileOwner group)
      throws Unreadable {
    var writes = new ArrayList<Write>();
    var fileAccess = new FileAccess(fileMode, user, group);
    var folders = new HashMap<HostPath, FileState>();
    var home = before.with(new Directory(fileAccess, true));
    folders.put(path, home);
    writes.add(Write.of(new FileFact(path), home));
    for (var copy : copies) {
      var at = new HostPath(path + "/" + copy.path());
      var folder = folders.get(at.parent());
      var thing = copy.with(user, group);
      if (thing.isEmpty() || folder == null) {
        throw new Unreadable("%s would be copied from an unknown kind of file".formatted(at));
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
