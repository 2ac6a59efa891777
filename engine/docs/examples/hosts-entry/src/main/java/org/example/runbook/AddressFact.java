package org.example.runbook;

import java.util.List;
import java.util.Optional;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Script;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;

/** The address that a name has in a hosts file. */
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
  public Optional<String> read(Answer answer) throws Unreadable {
    if (answer.exit() != 0) {
      throw new Unreadable(answer.text().strip());
    }
    return answer.lines().stream().findFirst();
  }

  @Override
  public List<Change> changes(Optional<String> from, Optional<String> to) {
    var line = to.map(address -> address + " " + name + "\n").orElse("");
    return List.of(
        new Change.Run(
            Script.of(
                """
                touch {} && rest=$(awk -v n={} '$2 != n' {}) &&
                { [ -z "$rest" ] || printf '%s\\n' "$rest"; printf %s {}; } >{}
                """,
                path, name, path, line, path)));
  }

  @Override
  public List<Difference> differences(Optional<String> from, Optional<String> to) {
    return List.of(new Difference.Value(label(), from.orElse("none"), to.orElse("none")));
  }

  @Override
  public boolean touchedBy(Fact<?> other) {
    return other instanceof FileFact file && file.path().equals(path);
  }

  /** The file knows nothing of what is in it line by line. */
  @Override
  public boolean touches(Fact<?> other) {
    return touchedBy(other);
  }

  @Override
  public Optional<String> foresee(Optional<String> seen, Foreseen earlier) throws Unforeseeable {
    if (earlier.of(new FileFact(path)).isPresent()) {
      throw new Unforeseeable("an earlier step would change %s".formatted(path));
    }
    return seen;
  }
}
