package runbook.modules.user;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.modules.file.PackageForesight;

/**
 * A user of a host.
 *
 * @param way how the user is made or removed, which is no part of who it is
 */
public record AccountFact(String name, Way way) implements Fact<Account> {

  /** It reads groups as well. */
  static final ShellFile SH = ShellFile.beside(AccountFact.class, "accounts.sh");

  /**
   * How a user is made or removed.
   *
   * @param system among the numbers for services
   * @param home whether a home is made, or removed
   */
  public record Way(boolean system, boolean home) {
    static final Way PLAIN = new Way(false, false);
  }

  public AccountFact(String name) {
    this(name, Way.PLAIN);
  }

  @Override
  public String label() {
    return "user " + name;
  }

  @Override
  public Script query(Detail detail) {
    return SH.call("read_account", name);
  }

  @Override
  public Account read(Answer answer) throws Unreadable {
    var lines = answer.lines();
    if (answer.exit() != 0 || lines.size() < 2) {
      throw new Unreadable(answer.text().strip());
    }
    boolean asRoot = lines.getFirst().equals("0");
    if (lines.get(1).equals("absent")) {
      return new Account(asRoot, Optional.empty());
    }
    var cells = lines.get(1).split(":", -1);
    if (cells.length != 7 || lines.size() != 4) {
      throw new Unreadable("the host says something strange of the user: " + lines.get(1));
    }
    var groups = new TreeSet<>(Arrays.asList(lines.get(3).split(" ", -1)));
    groups.remove(lines.get(2));
    return Account.of(
        asRoot,
        new Account.Entry(cells[2], lines.get(2), cells[3], groups, cells[5], cells[6], cells[4]));
  }

  @Override
  public List<Change> changes(Account from, Account to) {
    return List.of(new Change.Run(new AccountChanges(name, way).between(from, to)));
  }

  @Override
  public List<Difference> differences(Account from, Account to) {
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
          new Difference.Value(
              "%s of user %s".formatted(what, name), shown, to.isEmpty() ? "none" : to));
    }
  }

  @Override
  public Map<String, Object> values(Account state) {
    return state
        .entry()
        .<Map<String, Object>>map(entry ->
            Map.of(
                "exists", true,
                "uid", entry.uid(),
                "group", entry.group(),
                "groups", List.copyOf(entry.groups()),
                "home", entry.home(),
                "shell", entry.shell()))
        .orElse(Map.of("exists", false));
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Account(name), new Place.Accounts());
  }

  @Override
  public List<Write> writes(Account from, Account to) {
    return AccountWrites.of(name, from, to);
  }

  /** A group that is removed has no members any more. */
  @Override
  public Account foresee(Account seen, Foreseen earlier) throws Unforeseeable {
    PackageForesight.check(label(), seen.exists(), earlier);
    var removed =
        earlier.changed(GroupEntryFact.class).stream()
            .filter(group -> earlier.of(group).filter(e -> e.gid().isEmpty()).isPresent())
            .map(GroupEntryFact::name)
            .toList();
    if (seen.entry().isEmpty()) {
      return seen;
    }
    var entry = seen.entry().get();
    var left = new TreeSet<>(entry.groups());
    left.removeAll(removed);
    return seen.with(entry.groups(left));
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
