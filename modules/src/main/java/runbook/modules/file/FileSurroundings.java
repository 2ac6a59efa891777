package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.param.HostPath;

/**
 * What is around a file and decides what can be done to it.
 *
 * @param user who is looking, and to whom a file made here would belong
 * @param group the group a file made here would get
 * @param groups those that the user is in, the user's own first
 * @param folder where the folder really is, when the way to it goes by links
 */
public record FileSurroundings(
    FileOwner user,
    FileOwner group,
    ParentState parentState,
    List<FileOwner> groups,
    Optional<HostPath> folder) {

  /** The folder that a path is in. */
  public enum ParentState {
    /** There is none. */
    MISSING,
    /** There is none, and a link on the way to it leads nowhere. */
    ASTRAY,
    /** It is there, but this user may not add to it or take from it. */
    CLOSED,
    /** This user may add to it, but take only what is the user's own. */
    STICKY,
    OPEN
  }

  public FileSurroundings {
    groups = List.copyOf(groups);
  }

  public FileSurroundings in(ParentState other) {
    return new FileSurroundings(user, group, other, groups, folder);
  }

  public boolean hasFolder() {
    return parentState != ParentState.MISSING && parentState != ParentState.ASTRAY;
  }

  /**
   * Where a directory of this access is what it is in; a group's member may be told so by looking.
   *
   * @param place where the directory really is
   */
  public FileSurroundings in(FileAccess fileAccess, HostPath place) {
    int bits = fileAccess.fileMode().bits();
    boolean inherits = (bits & 02000) != 0;
    var heir = inherits ? fileAccess.group() : groups.getFirst();
    return new FileSurroundings(user, heir, parent(fileAccess, bits), groups, Optional.of(place));
  }

  /** Whether a file of this access can be read by whoever is looking. */
  public boolean mayRead(FileAccess file) {
    int bits = file.fileMode().bits();
    if (user.isRoot() || owns(file)) {
      return user.isRoot() || (bits & 0400) != 0;
    }
    return (bits & (hasGroup(file.group()) ? 040 : 04)) != 0;
  }

  /** Whether what has this access can be taken from the directory, or be replaced in it. */
  public boolean mayReplace(FileAccess file) {
    return parentState == ParentState.OPEN || (parentState == ParentState.STICKY && owns(file));
  }

  /** Whether the user is in a group, so that files can be given to it. */
  public boolean hasGroup(FileOwner other) {
    return user.isRoot() || groups.stream().anyMatch(own -> own.is(other.name()));
  }

  private boolean owns(FileAccess file) {
    return file.user().equals(user) || file.user().is(user.name());
  }

  private ParentState parent(FileAccess folder, int bits) {
    if (user.isRoot()) {
      return ParentState.OPEN;
    }
    if (owns(folder)) {
      return (bits & 0300) == 0300 ? ParentState.OPEN : ParentState.CLOSED;
    }
    int asked = hasGroup(folder.group()) ? 030 : 03;
    if ((bits & asked) != asked) {
      return ParentState.CLOSED;
    }
    return (bits & 01000) != 0 ? ParentState.STICKY : ParentState.OPEN;
  }
}
