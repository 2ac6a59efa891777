package runbook.modules.user;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import runbook.modules.file.FileState;

/**
 * The state of a user on a host.
 *
 * @param asRoot whether root read the state; only root may change it
 * @param entry the user's entry; empty if there is no such user
 * @param home the state of the home's path, as far as it was read
 * @param newHome the content that the host gives a new home; empty if that is not known
 */
public record AccountState(
    boolean asRoot,
    Optional<UserEntry> entry,
    Optional<FileState> home,
    Optional<NewHome> newHome) {

  /** Makes a state in which nothing is known about the home. */
  public AccountState(boolean asRoot, Optional<UserEntry> entry) {
    this(asRoot, entry, Optional.empty(), Optional.empty());
  }

  /**
   * The entry of a user.
   *
   * @param uid the user's number; empty if the host will choose one
   * @param gid the primary group's number; empty if only its name is known
   * @param groups the user's other groups
   * @param shell the login shell; empty if the host will choose one
   */
  public record UserEntry(
      String uid,
      String group,
      String gid,
      SortedSet<String> groups,
      String home,
      String shell,
      String comment) {

    public UserEntry {
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    UserEntry uid(Optional<String> wanted) {
      return new UserEntry(wanted.orElse(uid), group, gid, groups, home, shell, comment);
    }

    /** Compares a group by name or number. */
    UserEntry group(Optional<String> wanted) {
      return wanted
          .filter(g -> !g.equals(group) && !g.equals(gid))
          .map(g -> new UserEntry(uid, g, "", groups, home, shell, comment))
          .orElse(this);
    }

    UserEntry groups(Collection<String> wanted) {
      var others = new TreeSet<>(wanted);
      others.remove(group);
      return new UserEntry(uid, group, gid, others, home, shell, comment);
    }

    UserEntry home(Optional<String> wanted) {
      return new UserEntry(uid, group, gid, groups, wanted.orElse(home), shell, comment);
    }

    UserEntry shell(Optional<String> wanted) {
      return new UserEntry(uid, group, gid, groups, home, wanted.orElse(shell), comment);
    }

    UserEntry comment(Optional<String> wanted) {
      return new UserEntry(uid, group, gid, groups, home, shell, wanted.orElse(comment));
    }

    /** Describes a new user. */
    @Override
    public String toString() {
      var said = new StringBuilder(uid.isEmpty() ? "" : "uid " + uid + ", ");
      said.append("group ").append(group);
      if (!groups.isEmpty()) {
        said.append(", groups ").append(String.join(" ", groups));
      }
      said.append(", home ").append(home);
      return said + (shell.isEmpty() ? "" : ", shell " + shell);
    }
  }

  static AccountState of(boolean asRoot, UserEntry userEntry) {
    return new AccountState(asRoot, Optional.of(userEntry));
  }

  /** Returns the same account with another state of its home. */
  AccountState in(Optional<FileState> newState, Optional<NewHome> making) {
    return new AccountState(asRoot, entry, newState, making);
  }

  boolean exists() {
    return entry.isPresent();
  }

  AccountState with(UserEntry other) {
    return new AccountState(asRoot, Optional.of(other), home, newHome);
  }

  AccountState absent() {
    return new AccountState(asRoot, Optional.empty(), home, newHome);
  }

  /** Makes an entry with default values. */
  static UserEntry newEntry(String name) {
    return new UserEntry("", name, "", new TreeSet<>(List.of()), "/home/" + name, "", "");
  }

  @Override
  public String toString() {
    return entry.map(UserEntry::toString).orElse("absent");
  }
}
