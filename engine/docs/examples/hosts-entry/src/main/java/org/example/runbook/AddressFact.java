package org.example.runbook;

import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;

/** The address of a name in a hosts file. */
record AddressFact(HostPath path, String name) implements Fact<Optional<String>> {

  @Override
  public String label() {
    return name + " in " + path;
  }

  @Override
  public Script query(Detail detail) {
    return Script.of("[ ! -e {} ] || awk -v n={} '$2 == n { print $1 }' {}", path, name, path);
  }

  @Override
  public Optional<String> read(ScriptOutput scriptOutput) throws Unreadable {
    if (scriptOutput.exit() != 0) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    return scriptOutput.lines().stream().findFirst();
  }

  @Override
  public List<Change> changes(Optional<String> from, Optional<String> to) {
    var line = to.map(address -> address + " " + name + "\n").orElse("");
    return List.of(
        new Change.RunScript(
            Script.of(
                """
                touch {} && rest=$(awk -v n={} '$2 != n' {}) &&
                { [ -z "$rest" ] || printf '%s\\n' "$rest"; printf %s {}; } >{}
                """,
                path, name, path, line, path)));
  }

  @Override
  public List<Difference> differences(Optional<String> from, Optional<String> to) {
    return List.of(new Difference.ValueDifference(label(), from.orElse("none"), to.orElse("none")));
  }

  /** Returns the place that this fact reads, so that runbook knows which changes affect it. */
  @Override
  public List<Place> places() {
    return List.of(new Place.Path(path));
  }

  /** Returns the same address if earlier steps change only other names. */
  @Override
  public Optional<String> foresee(Optional<String> seen, ForeseenStates earlier)
      throws Unforeseeable {
    if (earlier.changed(AddressFact.class).stream().anyMatch(other -> other.name.equals(name))) {
      throw new Unforeseeable("an earlier step would change " + name + " in another file");
    }
    return seen;
  }
}
