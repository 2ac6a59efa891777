package runbook.modules.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Place;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileOwner;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.OwnerFact;
import runbook.modules.user.AccountState.UserEntry;

/** The writes of making, changing and removing a user: its names, home and mail. */
record AccountWrites(String name, AccountFact.AccountOptions accountOptions, AccountState from) {

  List<Write> until(AccountState to) {
    var writes = new ArrayList<Write>();
    writes.add(Write.of(OwnerFact.user(name), to.entry().map(UserEntry::uid)));
    if (from.entry().isEmpty() && to.entry().isPresent()) {
      making(to.entry().get(), writes);
    } else if (to.entry().isEmpty() && from.entry().isPresent()) {
      removing(from.entry().get(), writes);
    } else if (from.exists()) {
      changing(from.entry().get(), to.entry().orElseThrow(), writes);
    }
    return writes;
  }

  private void making(UserEntry userEntry, List<Write> writes) {
    if (userEntry.group().equals(name)) {
      writes.add(Write.of(OwnerFact.group(name), Optional.of("")));
    }
    mail(writes);
    if (accountOptions.home()) {
      home(userEntry, writes);
    }
  }

  /** An existing home stays as it is. */
  private void home(UserEntry userEntry, List<Write> writes) {
    var path = new HostPath(userEntry.home());
    var before = homeBefore(path);
    boolean isNew =
        before.filter(home -> !home.isThere() && home.fileSurroundings().hasFolder()).isPresent();
    if (isNew && from.newHome().isPresent()) {
      try {
        var user = new FileOwner(name, userEntry.uid());
        var group = FileOwner.named(userEntry.group());
        writes.addAll(from.newHome().get().writes(path, before.get(), user, group));
      } catch (Unreadable e) {
        // Only the path of the home is known then.
        writes.add(Write.to(new Place.Path(path)));
      }
      return;
    }
    boolean leaves = before.filter(FileState::isThere).isPresent() && from.newHome().isPresent();
    if (!leaves) {
      writes.add(Write.to(new Place.Path(path)));
      writes.add(Write.to(new Place.Path(path.parent())));
    }
  }

  /** Returns the state of the home before the change; empty if another path was read. */
  private Optional<FileState> homeBefore(HostPath path) {
    return from.home().filter(_ -> path.equals(accountOptions.at(name)));
  }

  private void removing(UserEntry userEntry, List<Write> writes) {
    if (userEntry.group().equals(name)) {
      writes.add(Write.of(OwnerFact.group(name), Optional.empty()));
    }
    if (!accountOptions.home()) {
      return;
    }
    mail(writes);
    if (!userEntry.home().startsWith("/")) {
      return;
    }
    var path = new HostPath(userEntry.home());
    var before = homeBefore(path);
    boolean goes =
        before
            .filter(home -> home.fileKind() instanceof Directory)
            .flatMap(FileState::access)
            .filter(
                fileAccess -> fileAccess.user().is(name) || fileAccess.user().is(userEntry.uid()))
            .isPresent();
    writes.add(
        goes
            ? Write.of(new FileFact(path), before.get().with(new Absent()))
            : Write.to(new Place.Path(path)));
  }

  /** Files in the home get the new numbers; files elsewhere keep the old ones. */
  private static void changing(UserEntry old, UserEntry now, List<Write> writes) {
    if (!old.uid().equals(now.uid()) || !old.group().equals(now.group())) {
      Stream.of(old.home(), now.home())
          .filter(home -> home.startsWith("/"))
          .distinct()
          .forEach(home -> writes.add(Write.to(new Place.Path(new HostPath(home)))));
    }
  }

  private void mail(List<Write> writes) {
    for (var folder : List.of("/var/mail/", "/var/spool/mail/")) {
      writes.add(Write.to(new Place.Path(new HostPath(folder + name))));
    }
  }
}
