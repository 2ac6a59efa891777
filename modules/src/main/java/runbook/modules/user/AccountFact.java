package runbook.modules.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.module.param.HostPath;
import runbook.modules.file.DigestScript;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.PackageForesight;

/**
 * A user of a host.
 *
 * @param accountOptions how to make or remove the user; not part of the state
 */
public record AccountFact(String name, AccountOptions accountOptions)
    implements Fact<AccountState> {

  /** Reads groups as well. */
  static final ShellFile SH = ShellFile.beside(AccountFact.class, "accounts.sh");

  /**
   * The options for making or removing a user.
   *
   * @param system whether the number comes from the range for services
   * @param home whether to make or remove the home
   * @param folder the path of the home; empty for the usual one
   */
  public record AccountOptions(boolean system, boolean home, Optional<HostPath> folder) {
    static final AccountOptions PLAIN = new AccountOptions(false, false);

    public AccountOptions(boolean system, boolean home) {
      this(system, home, Optional.empty());
    }

    HostPath at(String name) {
      return folder.orElseGet(() -> new HostPath("/home/" + name));
    }
  }

  private static final ShellFile HOME = ShellFile.beside(AccountFact.class, "home.sh");

  public AccountFact(String name) {
    this(name, AccountOptions.PLAIN);
  }

  @Override
  public String label() {
    return "user " + name;
  }

  @Override
  public Script query(Detail detail) {
    return Script.lines(home(), account());
  }

  /** Reads the folder that may become the home, or the home to be removed. */
  private Script home() {
    return accountOptions.home()
        ? Script.lines(
            HOME.call("read_home", name).sharing(DigestScript.SH),
            new Script("echo home; ("),
            homeFact().query(Detail.STATE),
            new Script(") 2>/dev/null; echo account"))
        : new Script("echo account");
  }

  private FileFact homeFact() {
    return new FileFact(accountOptions.at(name));
  }

  private Script account() {
    return SH.call("read_account", name);
  }

  @Override
  public AccountState read(ScriptOutput scriptOutput) throws Unreadable {
    var text = scriptOutput.text();
    int end = ("\n" + text).indexOf("\naccount\n");
    if (end < 0) {
      throw new Unreadable(text.strip());
    }
    return account(
            new ScriptOutput(
                scriptOutput.exit(), bytes(text.substring(end + "account\n".length()))))
        .in(home(text.substring(0, end)), newHome(text.substring(0, end)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private Optional<FileState> home(String text) {
    int begin = ("\n" + text).indexOf("\nhome\n");
    try {
      return begin < 0
          ? Optional.empty()
          : Optional.of(
              homeFact()
                  .read(new ScriptOutput(0, bytes(text.substring(begin + "home\n".length())))));
    } catch (Unreadable e) {
      // The home then cannot be predicted, which is no reason to fail.
      return Optional.empty();
    }
  }

  private static Optional<NewHome> newHome(String text) throws Unreadable {
    int end = ("\n" + text).indexOf("\nhome\n");
    return end < 0 ? Optional.empty() : NewHome.read(text.substring(0, end).lines().toList());
  }

  private static AccountState account(ScriptOutput scriptOutput) throws Unreadable {
    var lines = scriptOutput.lines();
    if (scriptOutput.exit() != 0 || lines.size() < 2) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    boolean asRoot = lines.getFirst().equals("0");
    if (lines.get(1).equals("absent")) {
      return new AccountState(asRoot, Optional.empty());
    }
    var cells = lines.get(1).split(":", -1);
    if (cells.length != 7 || lines.size() != 4) {
      throw new Unreadable("unexpected output about the user: " + lines.get(1));
    }
    var groups = new TreeSet<>(Arrays.asList(lines.get(3).split(" ", -1)));
    groups.remove(lines.get(2));
    return AccountState.of(
        asRoot,
        new AccountState.UserEntry(
            cells[2], lines.get(2), cells[3], groups, cells[5], cells[6], cells[4]));
  }

  @Override
  public List<Change> changes(AccountState from, AccountState to) {
    return List.of(
        new Change.RunScript(new AccountChanges(name, accountOptions).between(from, to)));
  }

  @Override
  public List<Difference> differences(AccountState from, AccountState to) {
    if (from.entry().isEmpty() || to.entry().isEmpty()) {
      return Fact.super.differences(from, to);
    }
    var old = from.entry().get();
    var now = to.entry().get();
    var differences = new ArrayList<Difference>();
    add(differences, "uid", old.uid(), now.uid());
    add(differences, "group", old.group(), now.group());
    add(differences, "groups", String.join(" ", old.groups()), String.join(" ", now.groups()));
    add(differences, "home", old.home(), now.home());
    add(differences, "shell", old.shell(), now.shell());
    add(differences, "comment", old.comment(), now.comment());
    return differences;
  }

  private void add(List<Difference> differences, String what, String from, String to) {
    if (!from.equals(to)) {
      var shown = from.isEmpty() ? "none" : from;
      differences.add(
          new Difference.ValueDifference(
              "%s of user %s".formatted(what, name), shown, to.isEmpty() ? "none" : to));
    }
  }

  @Override
  public Map<String, Object> values(AccountState state) {
    return state
        .entry()
        .<Map<String, Object>>map(userEntry ->
            Map.of(
                "exists", true,
                "uid", userEntry.uid(),
                "group", userEntry.group(),
                "groups", List.copyOf(userEntry.groups()),
                "home", userEntry.home(),
                "shell", userEntry.shell()))
        .orElse(Map.of("exists", false));
  }

  @Override
  public List<Place> places() {
    return List.of(
        new Place.Account(name),
        new Place.Path(accountOptions.at(name)),
        new Place.Path(new HostPath("/var/mail/" + name)),
        new Place.Path(new HostPath("/var/spool/mail/" + name)));
  }

  /** A user depends on groups, and a new home on settings of the host. */
  @Override
  public List<Place> reads() {
    return List.of(
        new Place.Accounts(),
        new Place.Path(new HostPath("/etc/login.defs")),
        new Place.Path(new HostPath("/etc/default/useradd")),
        new Place.Path(new HostPath("/etc/skel")));
  }

  @Override
  public List<Write> writes(AccountState from, AccountState to) {
    return new AccountWrites(name, accountOptions, from).until(to);
  }

  /** A removed group has no members. */
  @Override
  public AccountState foresee(AccountState seen, ForeseenStates earlier) throws Unforeseeable {
    PackageForesight.check(label(), seen.exists(), earlier);
    var others = earlier.changed(AccountFact.class);
    var removed =
        earlier.changed(GroupEntryFact.class).stream()
            .filter(group -> earlier.of(group).filter(e -> e.gid().isEmpty()).isPresent())
            .map(GroupEntryFact::name)
            .toList();
    var accountState = seen.in(foreseenHome(seen, earlier), foreseenNewHome(seen, earlier));
    if (accountState.entry().isEmpty()) {
      return accountState;
    }
    if (others.stream()
        .anyMatch(other -> other.name().equals(accountState.entry().get().group()))) {
      throw new Unforeseeable(
          "the group of %s depends on a user that an earlier step would change".formatted(label()));
    }
    var userEntry = accountState.entry().get();
    var left = new TreeSet<>(userEntry.groups());
    left.removeAll(removed);
    return accountState.with(userEntry.groups(left));
  }

  private Optional<FileState> foreseenHome(AccountState seen, ForeseenStates earlier) {
    try {
      return seen.home().isEmpty()
          ? Optional.empty()
          : Optional.of(homeFact().foresee(seen.home().get(), earlier));
    } catch (Unforeseeable e) {
      // The user itself does not depend on the home.
      return Optional.empty();
    }
  }

  /** Reads the files for a new home again after a step has written them. */
  private Optional<NewHome> foreseenNewHome(AccountState seen, ForeseenStates earlier) {
    var read = new FileFact(new HostPath("/etc/skel"));
    boolean isWritten =
        earlier.changed(FileFact.class).stream()
            .map(FileFact::path)
            .anyMatch(path ->
                path.equals(read.path())
                    || path.isBelow(read.path())
                    || List.of("/etc/login.defs", "/etc/default/useradd").contains(path.path()));
    return isWritten ? Optional.empty() : seen.newHome();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccountFact(String same, var _) && same.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
