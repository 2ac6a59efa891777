package runbook.modules.user;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.modules.file.OwnerFact;
import runbook.modules.file.PackageForesight;

/**
 * A group of a host.
 *
 * @param system whether the number comes from the range for services; not part of the state
 */
public record GroupEntryFact(String name, boolean system) implements Fact<GroupEntry> {

  public GroupEntryFact(String name) {
    this(name, false);
  }

  @Override
  public String label() {
    return "group " + name;
  }

  @Override
  public Script query(Detail detail) {
    return AccountFact.SH.call("read_group", name);
  }

  @Override
  public GroupEntry read(ScriptOutput scriptOutput) throws Unreadable {
    var lines = scriptOutput.lines();
    if (scriptOutput.exit() != 0 || lines.isEmpty()) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    boolean asRoot = lines.getFirst().equals("0");
    if (lines.size() == 1) {
      return new GroupEntry(asRoot, Optional.empty());
    }
    var cells = lines.get(1).split(":", -1);
    if (cells.length < 3) {
      throw new Unreadable("unexpected output about the group: " + lines.get(1));
    }
    var users = lines.size() > 2 ? lines.get(2).strip() : "";
    return new GroupEntry(
        asRoot,
        Optional.of(cells[2]),
        users.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(users.split(" ", -1))));
  }

  @Override
  public List<Change> changes(GroupEntry from, GroupEntry to) {
    return List.of(new Change.RunScript(script(from, to)));
  }

  private Script script(GroupEntry from, GroupEntry to) {
    if (to.gid().isEmpty()) {
      return Script.of(
          "if command -v groupdel >/dev/null 2>&1; then groupdel {}; else delgroup {}; fi",
          name,
          name);
    }
    if (from.gid().isPresent()) {
      return Script.of("groupmod -g {} {}", to.gid().get(), name);
    }
    var options = system ? "-r " : "";
    var small = system ? "-S " : "";
    if (to.gid().get().isEmpty()) {
      return Script.of(
          "if command -v groupadd >/dev/null 2>&1; then groupadd %s{}; else addgroup %s{}; fi"
              .formatted(options, small),
          name,
          name);
    }
    return Script.of(
        "if command -v groupadd >/dev/null 2>&1; then groupadd %s-g {} {}; else addgroup %s-g {} {}; fi"
            .formatted(options, small),
        to.gid().get(),
        name,
        to.gid().get(),
        name);
  }

  @Override
  public Map<String, Object> values(GroupEntry state) {
    return state
        .gid()
        .<Map<String, Object>>map(gid -> Map.of("exists", true, "gid", gid))
        .orElse(Map.of("exists", false));
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Account(name));
  }

  @Override
  public List<Write> writes(GroupEntry from, GroupEntry to) {
    return List.of(Write.of(OwnerFact.group(name), to.gid()));
  }

  /** Users depend on their primary groups. */
  @Override
  public List<Place> reads() {
    return List.of(new Place.Accounts());
  }

  /** Making a user also makes a group of the same name; removing the user removes that group. */
  @Override
  public GroupEntry foresee(GroupEntry seen, ForeseenStates earlier) throws Unforeseeable {
    var account = earlier.of(new AccountFact(name));
    boolean own =
        account
            .flatMap(AccountState::entry)
            .filter(userEntry -> userEntry.group().equals(name))
            .isPresent();
    var users = users(seen, earlier);
    boolean gone = account.isPresent() && !account.get().exists() && users.isEmpty();
    if (own && seen.gid().isEmpty()) {
      return new GroupEntry(seen.asRoot(), Optional.of(""), users);
    }
    PackageForesight.check(label(), seen.gid().isPresent() || gone, earlier);
    return new GroupEntry(seen.asRoot(), gone ? Optional.empty() : seen.gid(), users);
  }

  /** Returns the users that it will be the primary group of. */
  private SortedSet<String> users(GroupEntry seen, ForeseenStates earlier) throws Unforeseeable {
    earlier.changed(GroupEntryFact.class);
    var users = new TreeSet<>(seen.primaryOf());
    for (var other : earlier.changed(AccountFact.class)) {
      var entry =
          earlier
              .of(other)
              .orElseThrow(
                  () -> new Unforeseeable(other.label() + " may be changed by an earlier step"))
              .entry();
      users.remove(other.name());
      if (entry
          .filter(e -> e.group().equals(name) || seen.gid().equals(Optional.of(e.gid())))
          .isPresent()) {
        users.add(other.name());
      }
    }
    return users;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupEntryFact(String same, boolean _) && same.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
