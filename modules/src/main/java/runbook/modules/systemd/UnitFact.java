package runbook.modules.systemd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
import runbook.modules.file.PackageForesight;

/**
 * A unit of systemd.
 *
 * @param how the way to start it; not part of the state
 */
public record UnitFact(UnitName name, Systemctl how) implements Fact<UnitState> {

  private static final ShellFile SH = ShellFile.beside(UnitFact.class, "unit.sh");

  public UnitFact(UnitName name) {
    this(name, Systemctl.PLAIN);
  }

  @Override
  public String label() {
    return "unit " + name;
  }

  @Override
  public Script query(Detail detail) {
    var words = Stream.concat(Stream.of(name), name.places().stream());
    return SH.call("read_unit", words.toArray());
  }

  @Override
  public UnitState read(ScriptOutput scriptOutput) throws Unreadable {
    if (scriptOutput.exit() != 0) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    var values = new HashMap<String, String>();
    for (var line : scriptOutput.lines()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    boolean known = !values.getOrDefault("LoadState", "not-found").equals("not-found");
    var onDisk = Optional.ofNullable(values.get("OnDisk"));
    if (onDisk.isEmpty() && !known) {
      return UnitState.MISSING;
    }
    if (isRemoved(values, onDisk) && values.getOrDefault("ActiveState", "").equals("inactive")) {
      // When systemd reloads, it forgets the unit.
      return UnitState.missing(ReloadNeed.YES);
    }
    boolean stale =
        !known
            || (!isRemoved(values, onDisk)
                && values.getOrDefault("NeedDaemonReload", "no").equals("yes"));
    var enabling = values.getOrDefault("UnitFileState", "");
    return new UnitState(
        true,
        active(values),
        known || !enabling.isEmpty() ? enabling : "disabled",
        stale ? ReloadNeed.YES : ReloadNeed.NO,
        Optional.ofNullable(values.get("FragmentPath"))
            .filter(path -> path.startsWith("/"))
            .or(() -> onDisk)
            .filter(path -> path.startsWith("/") && path.indexOf(0) < 0)
            .map(HostPath::new));
  }

  /** Tells whether the unit's file was removed; reading it again would not help. */
  private boolean isRemoved(Map<String, String> values, Optional<String> onDisk) {
    return onDisk.isEmpty()
        && values.getOrDefault("NeedDaemonReload", "no").equals("yes")
        && name.places().stream()
            .anyMatch(place -> place.path().equals(values.get("FragmentPath")));
  }

  /** A unit that waits for its start counts as starting; a unit that is restarting has failed. */
  private static String active(Map<String, String> values) {
    var active = values.getOrDefault("ActiveState", "inactive");
    var sub = values.getOrDefault("SubState", "");
    boolean waits = !values.getOrDefault("Job", "").isEmpty() && !values.get("Job").equals("0");
    if (waits && UnitState.STOPPED.contains(active)) {
      return UnitState.COMING;
    }
    return sub.startsWith(UnitState.AGAIN) ? UnitState.AGAIN : active;
  }

  @Override
  public List<Change> changes(UnitState from, UnitState to) {
    var verbs = new ArrayList<Change>();
    if (isReread(from, to)) {
      verbs.add(new Change.RunScript(new Script("systemctl daemon-reload")));
    }
    if (from.isMasked() && !to.isMasked()) {
      verbs.add(verb("unmask"));
    }
    if (!from.enabling().equals(to.enabling())) {
      switch (to.enabling()) {
        case "enabled" -> verbs.add(verb("enable"));
        case "disabled" -> {
          if (!from.isMasked()) {
            verbs.add(verb("disable"));
          }
        }
        default -> verbs.add(verb("mask"));
      }
    }
    if (!from.active().equals(to.active())) {
      verbs.add(to.isRunning() ? how.start(name) : verb("stop"));
    }
    return List.copyOf(verbs);
  }

  private static boolean isReread(UnitState from, UnitState to) {
    return from.reloadNeed() == ReloadNeed.YES && to.reloadNeed() == ReloadNeed.NO;
  }

  private Change verb(String verb) {
    return new Change.RunScript(Script.of("systemctl " + verb + " -- {}", name));
  }

  @Override
  public List<Difference> differences(UnitState from, UnitState to) {
    var differences = new ArrayList<Difference>();
    if (isReread(from, to)) {
      differences.add(
          new Difference.ValueDifference(name + " is read again", "", "changed on disk"));
    }
    if (!from.enabling().equals(to.enabling())) {
      differences.add(new Difference.ValueDifference(name.name(), from.enabling(), to.enabling()));
    }
    if (!from.active().equals(to.active())) {
      differences.add(new Difference.ValueDifference(name.name(), from.active(), to.active()));
    }
    return List.copyOf(differences);
  }

  @Override
  public List<Place> places() {
    return Stream.concat(
            Stream.<Place>of(new Place.Unit(name.name()), new Place.Itself(name.mask())),
            name.links().map(Place.Itself::new))
        .toList();
  }

  @Override
  public List<Place> reads() {
    return UnitName.FOLDERS.stream()
        .<Place>map(folder -> new Place.Path(new HostPath(folder)))
        .toList();
  }

  /** Enabling a unit makes links to it. */
  @Override
  public List<Write> writes(UnitState from, UnitState to) {
    var writes = new ArrayList<Write>();
    writes.add(Write.to(new Place.Unit(name.name())));
    if (!from.enabling().equals(to.enabling())) {
      name.links().forEach(link -> writes.add(Write.to(new Place.Itself(link))));
    }
    if (from.isMasked() != to.isMasked()) {
      writes.add(Write.to(new Place.Itself(name.mask())));
    }
    return writes;
  }

  @Override
  public UnitState foresee(UnitState seen, ForeseenStates earlier) throws Unforeseeable {
    var state = new UnitForesight(name, earlier).of(seen);
    PackageForesight.check(label(), state.exists(), earlier);
    PackageForesight.checkRemoval(label(), seen.exists(), earlier);
    return state;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitFact(UnitName same, var _) && same.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
