package runbook.modules.user;

import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import runbook.module.Change;
import runbook.modules.file.OwnerFact;
import runbook.testkit.FakeHost;

/** A host in memory that knows root, the group adm, and perhaps ada. */
public final class FakeAccounts {

  private FakeAccounts() {}

  /** Returns a host without the users and groups of the examples, except for old. */
  public static FakeHost withoutAny() {
    var host = new FakeHost();
    for (var name : new String[] {"web", "ada"}) {
      var fact = new AccountFact(name);
      host.has(fact, new AccountState(true, Optional.empty()));
      host.does(says("make_user", name), fact, a -> a.with(made(name)));
      host.does(says("remove_user", name), fact, AccountState::absent);
    }
    host.has(OwnerFact.group("adm"), Optional.of("4"));
    host.has(new GroupEntryFact("old"), new GroupEntry(true, Optional.of("50")));
    host.does(
        says("groupdel", "old"),
        new GroupEntryFact("old"),
        g -> new GroupEntry(true, Optional.empty()));
    var web = new GroupEntryFact("web");
    host.has(web, new GroupEntry(true, Optional.empty()));
    return host.does(says("groupadd", "web"), web, g -> new GroupEntry(true, Optional.of("4711")));
  }

  private static AccountState.UserEntry made(String name) {
    var userEntry =
        new AccountState.UserEntry(
            "1000", name, "1000", new TreeSet<>(), "/home/" + name, "/bin/sh", "");
    return name.equals("web")
        ? userEntry.home(Optional.of("/var/lib/web")).shell(Optional.of("/usr/sbin/nologin"))
        : userEntry.groups(java.util.Set.of("adm"));
  }

  private static Predicate<Change> says(String command, String name) {
    return change ->
        change instanceof Change.RunScript(var script)
            && script.text().contains(command)
            && script.text().contains("'" + name + "'");
  }
}
