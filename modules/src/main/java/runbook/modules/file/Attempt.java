package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import runbook.module.Fact;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.modules.file.Around.Parent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Regular;

/**
 * A wish for what is at a path, with all that must be so for it to come true: then check mode fails
 * where a run would fail.
 */
public record Attempt(Fact<FileState> fact, HostPath path, UnaryOperator<FileState> wish) {

  public Attempt(FileFact fact, UnaryOperator<FileState> wish) {
    this(fact, fact.path(), wish);
  }

  /**
   * What must be so.
   *
   * @param otherwise what the user reads when it is not
   */
  public record Need(Predicate<FileState> met, String otherwise) {}

  List<Want> wants() {
    var wants = new ArrayList<Want>();
    needs().forEach(need -> wants.add(new Want.Require<>(fact, need.met(), need.otherwise())));
    wants.add(new Want.Reach<>(fact, wish));
    return wants;
  }

  public List<Need> needs() {
    var folder = path.parent();
    return List.of(
        new Need(
            state -> settled(state) || state.around().hasFolder(),
            "there is no directory %s: make it first, with 'file: {path: %s, state: directory}'"
                .formatted(folder, folder)),
        new Need(
            state -> staysInPlace(state) || mayPlace(state),
            "this user may not write in %s: try 'become: true'".formatted(folder)),
        new Need(
            state -> settled(state) || isOurs(state),
            "only root may change a file of another user or give one away, and %s is or would be"
                    .formatted(path)
                + " such a file: try 'become: true'"),
        new Need(
            state -> settled(state) || isOurGroup(state),
            "only root may give %s to a group without being in it: try 'become: true'"
                .formatted(path)));
  }

  private boolean settled(FileState state) {
    return wish.apply(state).equals(state);
  }

  /** Nothing is put into the directory or taken out of it. */
  private boolean staysInPlace(FileState state) {
    var wanted = wish.apply(state).thing();
    return switch (state.thing()) {
      case Regular(var _, var content, boolean _) ->
          wanted instanceof Regular(var _, var other, boolean _) && other.equals(content);
      case Directory _ -> wanted instanceof Directory;
      default -> settled(state);
    };
  }

  /** Of what has no owner to look at, a link, it is not known. */
  private static boolean mayPlace(FileState state) {
    var around = state.around();
    return state
        .access()
        .map(around::mayTake)
        .orElseGet(() -> around.parent() == Parent.OPEN || around.parent() == Parent.STICKY);
  }

  /** The system also takes the setgid bit from files of other groups, without a word. */
  private boolean isOurGroup(FileState state) {
    var wanted = wish.apply(state).access();
    if (wanted.isEmpty() || state.around().isIn(wanted.get().group())) {
      return true;
    }
    var usual = state.access().map(Access::group).orElse(state.around().group());
    boolean setgid = (wanted.get().mode().bits() & 02000) != 0;
    return wanted.get().group().equals(usual) && !setgid;
  }

  private boolean isOurs(FileState state) {
    var user = state.around().user();
    return user.isRoot()
        || wish.apply(state).access().map(a -> a.user().is(user.name())).orElse(true);
  }
}
