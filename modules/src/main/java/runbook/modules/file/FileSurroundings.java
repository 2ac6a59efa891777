package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.param.HostPath;

/**
 * The user and the folder around a file, which decide what can be done to it.
 *
 * @param user the current user, who would own a file made here
 * @param group the group a file made here would get
 * @param groups the user's groups, the primary one first
 * @param folder the real path of the folder if links lead to it
 */
public record FileSurroundings(
    FileOwner user,
    FileOwner group,
    ParentState parentState,
    List<FileOwner> groups,
    Optional<HostPath> folder) {

  /** The state of the folder that a path is in. */
  public enum ParentState {
    /** There is no folder. */
    MISSING,
    /** There is no folder, and a link on the way to it leads nowhere. */
    ASTRAY,
    /** A link that another user could change leads to a folder where that user may not write. */
    FOREIGN_LINK,
    /** The folder exists, but this user may not add or remove files. */
    CLOSED,
    /** This user may add files, but remove only the user's own. */
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
   * Returns the surroundings of a file in a directory with this access.
   *
   * @param place the real path of the directory
   */
  public FileSurroundings in(FileAccess fileAccess, HostPath place) {
    int bits = fileAccess.fileMode().bits();
    boolean inherits = (bits & 02000) != 0;
    var heir = inherits ? fileAccess.group() : groups.getFirst();
    return new FileSurroundings(user, heir, parent(fileAccess, bits), groups, Optional.of(place));
  }

  /** Tells whether the current user can read a file with this access. */
  public boolean mayRead(FileAccess file) {
    int bits = file.fileMode().bits();
    if (user.isRoot() || owns(file)) {
      return user.isRoot() || (bits & 0400) != 0;
    }
    return (bits & (hasGroup(file.group()) ? 040 : 04)) != 0;
  }

  /** Tells whether a file with this access can be removed from the directory or replaced. */
  public boolean mayReplace(FileAccess file) {
    return parentState == ParentState.OPEN || (parentState == ParentState.STICKY && owns(file));
  }

  /** Tells whether the user is in a group, and so may give files to it. */
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
