package runbook.modules.file;

/**
 * What is around a file and decides what can be done to it.
 *
 * @param user who is looking, and to whom a file made here would belong
 * @param group the group a file made here would get
 */
public record Around(Owner user, Owner group, Parent parent) {

  /** The folder that a path is in. */
  public enum Parent {
    /** There is none. */
    MISSING,
    /** It is there, but this user may not add to it or take from it. */
    CLOSED,
    OPEN
  }

  public Around in(Parent other) {
    return new Around(user, group, other);
  }

  /**
   * Where a directory of this access is what it is in; a group's member may be told so by looking.
   */
  public Around in(Access folder) {
    int bits = folder.mode().bits();
    boolean inherits = (bits & 02000) != 0;
    var heir = inherits ? folder.group() : group;
    return new Around(user, heir, opens(folder, bits) ? Parent.OPEN : Parent.CLOSED);
  }

  private boolean opens(Access folder, int bits) {
    if (user.isRoot()) {
      return true;
    }
    if (folder.user().equals(user) || folder.user().is(user.name())) {
      return (bits & 0300) == 0300;
    }
    return (bits & 03) == 03 || ((bits & 030) == 030 && parent == Parent.OPEN);
  }
}
