package runbook.modules.user;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.modules.file.OwnerFact;
import runbook.modules.user.AccountState.UserEntry;

/** Makes, changes and removes a user. */
@Doc("Makes, changes and removes a user of the host; passwords are left alone.")
@Example(
    """
    user:
      name: web
      system: true
      home: /var/lib/web
      create_home: false
      shell: /usr/sbin/nologin
    """)
@Example(
    """
    user:
      name: ada
      groups: [adm]
      append: true
    """)
@Example("user: {name: ada, state: absent, remove: true}")
public record User(
    @Doc("The name of the user.") String name,
    @Doc("The user's number; by default the host chooses one for a new user.") Optional<Long> uid,
    @Doc("The primary group, by name or number; by default a new user gets its own.")
        Optional<String> group,
    @Doc("All other groups of the user; with 'append', only those it must be in.")
        Optional<List<String>> groups,
    @Doc("Whether the user stays in groups that 'groups' does not list.") @Default("false")
        boolean append,
    @Doc("The home directory; by default /home/NAME for a new user.") Optional<HostPath> home,
    @Doc("The login shell; by default the host's usual one for a new user.")
        Optional<HostPath> shell,
    @Doc("A comment on the user, such as a full name.") Optional<String> comment,
    @Doc("Whether a new user gets a number from the range for services.") @Default("false")
        boolean system,
    @Doc("Whether to make the home of a new user.") @Default("true") boolean createHome,
    @Doc("Whether the user should exist.") @Default("present") WantedUserState state,
    @Doc("Whether to remove the home too, with 'state: absent'.") @Default("false") boolean remove)
    implements Module {

  /** The states that a user can be in. */
  public enum WantedUserState {
    PRESENT,
    ABSENT
  }

  public User {
    AccountNameCheck.check("user", name);
    group.ifPresent(g -> AccountNameCheck.check("group", g));
    groups.ifPresent(all -> all.forEach(g -> AccountNameCheck.check("group", g)));
    if (append && groups.isEmpty()) {
      throw new IllegalArgumentException("'append' needs 'groups'");
    }
    if (remove && state == WantedUserState.PRESENT) {
      throw new IllegalArgumentException("'remove' needs 'state: absent'");
    }
    if (state == WantedUserState.ABSENT && name.equals("root")) {
      throw new IllegalArgumentException("root is part of the system and will not be removed");
    }
    comment
        .filter(text -> text.matches(".*[:\\p{Cntrl}].*"))
        .ifPresent(_ -> {
          throw new IllegalArgumentException("'comment' must not contain a colon or a line break");
        });
    groups = groups.map(List::copyOf);
  }

  @Override
  public List<Want> wants() {
    boolean isPresent = state == WantedUserState.PRESENT;
    var fact =
        new AccountFact(
            name, new AccountFact.AccountOptions(system, isPresent ? createHome : remove, home));
    var wants = new ArrayList<Want>();
    if (isPresent) {
      var asked = new TreeSet<>(groups.orElse(List.of()));
      group.filter(g -> !g.equals(name)).ifPresent(asked::add);
      asked.stream()
          .filter(g -> !AccountNameCheck.isNumber(g))
          .forEach(g ->
              wants.add(
                  new Want.Require<>(
                      OwnerFact.group(g),
                      Optional::isPresent,
                      "the host has no group '" + g + "'")));
    }
    wants.add(
        new Want.Require<>(
            fact,
            accountState -> accountState.asRoot() || wish(accountState).equals(accountState),
            "only root may make, change or remove a user: try 'become: true'"));
    wants.add(new Want.Reach<>(fact, this::wish));
    return wants;
  }

  private AccountState wish(AccountState accountState) {
    if (state == WantedUserState.ABSENT) {
      return accountState.absent();
    }
    var userEntry =
        accountState
            .entry()
            .orElseGet(() -> AccountState.newEntry(name))
            .uid(uid.map(String::valueOf))
            .group(group)
            .home(home.map(HostPath::path))
            .shell(shell.map(HostPath::path))
            .comment(comment);
    return accountState.with(
        groups.map(wanted -> userEntry.groups(wanted(userEntry, wanted))).orElse(userEntry));
  }

  private Collection<String> wanted(UserEntry userEntry, List<String> wanted) {
    var all = new TreeSet<>(wanted);
    if (append) {
      all.addAll(userEntry.groups());
    }
    return all;
  }
}
