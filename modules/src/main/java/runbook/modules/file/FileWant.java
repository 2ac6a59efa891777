package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import runbook.module.Fact;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Regular;
import runbook.modules.file.FileSurroundings.ParentState;

/**
 * The wanted state of a path with all its preconditions, so that check mode fails where a run would
 * fail.
 */
public record FileWant(Fact<FileState> fact, HostPath path, UnaryOperator<FileState> wish) {

  public FileWant(FileFact fact, UnaryOperator<FileState> wish) {
    this(fact, fact.path(), wish);
  }

  /**
   * A condition that the current state must meet.
   *
   * @param otherwise the message for the user if it does not
   */
  public record FilePrecondition(Predicate<FileState> met, String otherwise) {}

  List<Want> wants() {
    var wants = new ArrayList<Want>();
    needs()
        .forEach(filePrecondition ->
            wants.add(
                new Want.Require<>(fact, filePrecondition.met(), filePrecondition.otherwise())));
    wants.add(new Want.Reach<>(fact, wish));
    return wants;
  }

  public List<FilePrecondition> needs() {
    var folder = path.parent();
    return List.of(
        new FilePrecondition(
            state -> settled(state) || state.fileSurroundings().hasFolder(),
            "there is no directory %s: make it first, with 'file: {path: %s, state: directory}'"
                .formatted(folder, folder)),
        new FilePrecondition(
            state ->
                settled(state)
                    || state.fileSurroundings().parentState() != ParentState.FOREIGN_LINK,
            ("another user could change where a link on the way to %s leads, and may not write"
                    + " where it leads now\n"
                    + "give the path without the link, or give the link and its folder to root")
                .formatted(folder)),
        new FilePrecondition(
            state -> staysInPlace(state) || mayPlace(state),
            ("this user may not write in %s: try 'become: true'; if it is root, the file system"
                    + " there is read-only")
                .formatted(folder)),
        new FilePrecondition(
            state -> settled(state) || isOurs(state),
            "only root may change a file of another user or give one away, and %s is or would be"
                    .formatted(path)
                + " such a file: try 'become: true'"),
        new FilePrecondition(
            state -> settled(state) || isOurGroup(state),
            "only root may give %s to a group without being in it: try 'become: true'"
                .formatted(path)));
  }

  private boolean settled(FileState state) {
    return wish.apply(state).equals(state);
  }

  /** Tells whether the directory's list of entries stays the same. */
  private boolean staysInPlace(FileState state) {
    var wanted = wish.apply(state).fileKind();
    return switch (state.fileKind()) {
      case Regular(var _, var content, boolean _) ->
          wanted instanceof Regular(var _, var other, boolean _) && other.equals(content);
      case Directory _ -> wanted instanceof Directory;
      default -> settled(state);
    };
  }

  /** The owner of a link is not known. */
  private static boolean mayPlace(FileState state) {
    var fileSurroundings = state.fileSurroundings();
    return state
        .access()
        .map(fileSurroundings::mayReplace)
        .orElseGet(() ->
            fileSurroundings.parentState() == ParentState.OPEN
                || fileSurroundings.parentState() == ParentState.STICKY);
  }

  /** The kernel also silently clears setgid on files of groups that the user is not in. */
  private boolean isOurGroup(FileState state) {
    var wanted = wish.apply(state).access();
    if (wanted.isEmpty() || state.fileSurroundings().hasGroup(wanted.get().group())) {
      return true;
    }
    var usual = state.access().map(FileAccess::group).orElse(state.fileSurroundings().group());
    boolean setgid = (wanted.get().fileMode().bits() & 02000) != 0;
    return wanted.get().group().equals(usual) && !setgid;
  }

  private boolean isOurs(FileState state) {
    var user = state.fileSurroundings().user();
    return user.isRoot()
        || wish.apply(state).access().map(a -> a.user().is(user.name())).orElse(true);
  }
}
