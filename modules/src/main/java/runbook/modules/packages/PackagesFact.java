package runbook.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Place.Packages.Doing;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;

/**
 * Some packages of a host, which are installed and removed together.
 *
 * @param candidates whether to ask which versions are available, which takes longer
 * @param apt the options for apt; not part of the state
 */
public record PackagesFact(List<String> names, boolean candidates, Apt apt)
    implements Fact<InstalledPackages> {

  private static final ShellFile SH = ShellFile.beside(PackagesFact.class, "packages.sh");

  @Override
  public String label() {
    return (names.size() == 1 ? "package " : "packages ") + String.join(", ", names);
  }

  @Override
  public Script query(Detail detail) {
    var words = names.stream().map(Script::quote).collect(Collectors.joining(" "));
    var asked = candidates ? "; echo; LC_ALL=C apt-cache policy -- " + words : "";
    return new Script("packages_seen " + words + asked).sharing(SH);
  }

  @Override
  public InstalledPackages read(ScriptOutput scriptOutput) throws Unreadable {
    var lines = scriptOutput.lines();
    if (scriptOutput.exit() != 0 || lines.isEmpty()) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    var versions = new TreeMap<String, String>();
    var known = new TreeMap<String, Optional<String>>();
    if (candidates) {
      names.forEach(name -> known.put(name, Optional.empty()));
    }
    var told = "";
    for (var line : lines.subList(1, lines.size())) {
      if (line.endsWith(":") && !line.startsWith(" ")) {
        told = line.substring(0, line.length() - 1);
      } else if (line.startsWith("  Candidate: ") && !line.endsWith("(none)")) {
        known.replace(told, Optional.of(line.substring("  Candidate: ".length()).strip()));
      } else if (!line.isEmpty() && !line.startsWith(" ") && told.isEmpty()) {
        versions.put(line.split(" ", 2)[0], line.substring(line.indexOf(' ') + 1));
      }
    }
    return new InstalledPackages(lines.getFirst().equals("0"), versions, known);
  }

  @Override
  public List<Change> changes(InstalledPackages from, InstalledPackages to) {
    var wanted = new ArrayList<String>();
    var unwanted = new ArrayList<String>();
    for (var name : names) {
      var version = to.versions().get(name);
      if (version == null && from.versions().containsKey(name)) {
        unwanted.add(name);
      } else if (version != null && !version.equals(from.versions().get(name))) {
        wanted.add(version.isEmpty() ? name : name + "=" + version);
      }
    }
    var changes = new ArrayList<Change>();
    if (!wanted.isEmpty()) {
      changes.add(new Change.RunScript(apt.install(wanted)));
    }
    if (!unwanted.isEmpty()) {
      changes.add(new Change.RunScript(apt.remove(unwanted)));
    }
    return changes;
  }

  @Override
  public List<Difference> differences(InstalledPackages from, InstalledPackages to) {
    return names.stream()
        .filter(name -> !from.shown(name).equals(to.shown(name)))
        .<Difference>map(name ->
            new Difference.ValueDifference("package " + name, from.shown(name), to.shown(name)))
        .toList();
  }

  @Override
  public Map<String, Object> values(InstalledPackages state) {
    return Map.of("versions", state.versions());
  }

  @Override
  public List<Place> places() {
    return List.of(Place.Packages.ALL);
  }

  @Override
  public List<Place> reads() {
    return candidates ? List.of(PackageListsFact.PLACE) : List.of();
  }

  /** Packages bring files, users and units and start services; removing them undoes this. */
  @Override
  public List<Write> writes(InstalledPackages from, InstalledPackages to) {
    var writes = new ArrayList<Write>();
    var removed =
        names.stream()
            .filter(name -> from.versions().containsKey(name) && !to.versions().containsKey(name))
            .toList();
    var installed =
        names.stream()
            .filter(name -> to.versions().containsKey(name))
            .filter(name -> !to.versions().get(name).equals(from.versions().get(name)))
            .toList();
    if (!installed.isEmpty()) {
      writes.add(Write.to(new Place.Packages(Doing.INSTALL, installed)));
    }
    if (!removed.isEmpty()) {
      writes.add(Write.to(new Place.Packages(Doing.REMOVE, removed)));
    }
    return writes;
  }

  @Override
  public InstalledPackages foresee(InstalledPackages seen, ForeseenStates earlier)
      throws Unforeseeable {
    if (candidates && earlier.of(new PackageListsFact()).isPresent()) {
      throw new Unforeseeable(
          "which version is the latest depends on lists that an earlier step would fetch");
    }
    var state = seen;
    for (var other : earlier.changed(PackagesFact.class)) {
      var left = earlier.of(other).orElseThrow();
      for (var name : names) {
        if (other.names().contains(name)) {
          var version = Optional.ofNullable(left.versions().get(name));
          state = version.isPresent() ? state.with(name, version.get()) : state.absent(name);
        }
      }
    }
    return state;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackagesFact(var same, boolean asked, var _)
        && same.equals(names)
        && asked == candidates;
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }
}
