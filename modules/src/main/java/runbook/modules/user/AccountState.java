package runbook.modules.user;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import runbook.modules.file.FileState;

/**
 * What a host knows of a user.
 *
 * @param asRoot whether root has looked, who alone may change it
 * @param entry empty when there is no such user
 * @param home what is where its home is or would be, as far as it was looked at
 * @param newHome what the host would make its home of; empty when that is not known
 */
public record AccountState(
    boolean asRoot,
    Optional<UserEntry> entry,
    Optional<FileState> home,
    Optional<NewHome> newHome) {

  /** One of whose home nothing is known. */
  public AccountState(boolean asRoot, Optional<UserEntry> entry) {
    this(asRoot, entry, Optional.empty(), Optional.empty());
  }

  /**
   * Who a user is.
   *
   * @param uid empty when the host will choose one
   * @param gid empty when only the group's name is known
   * @param groups the others that the user is in
   * @param shell empty when the host will choose one
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

    /** By its name or its number. */
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

    /** What there is to say of one that is made. */
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

  /** The same account, with what becomes of its home. */
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

  /** One that has nothing said of it yet. */
  static UserEntry newEntry(String name) {
    return new UserEntry("", name, "", new TreeSet<>(List.of()), "/home/" + name, "", "");
  }

  @Override
  public String toString() {
    return entry.map(UserEntry::toString).orElse("absent");
  }
}
