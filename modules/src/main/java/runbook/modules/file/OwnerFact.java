package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unforeseeable;

/**
 * The number of a user or group by name; empty if the host does not know the name, an empty text if
 * the host has yet to choose the number.
 */
public record OwnerFact(Kind kind, String name) implements Fact<Optional<String>> {

  /** The kinds of names; a user and a group can share one. */
  public enum Kind {
    USER,
    GROUP
  }

  private static final ShellFile SH = ShellFile.beside(OwnerFact.class, "owner.sh");

  public static OwnerFact user(String name) {
    return new OwnerFact(Kind.USER, name);
  }

  public static OwnerFact group(String name) {
    return new OwnerFact(Kind.GROUP, name);
  }

  @Override
  public String label() {
    return (kind == Kind.USER ? "user " : "group ") + name;
  }

  @Override
  public Script query(Detail detail) {
    return SH.call(kind == Kind.USER ? "user_number" : "group_number", name);
  }

  @Override
  public Optional<String> read(ScriptOutput scriptOutput) {
    return scriptOutput.exit() == 0 ? Optional.of(scriptOutput.text().strip()) : Optional.empty();
  }

  @Override
  public Optional<ScriptOutput> expectedOutput(Optional<String> state, Detail detail) {
    return state.filter(number -> !number.isEmpty()).map(number -> ScriptOutput.of(number + "\n"));
  }

  /** Makes no change; making users and groups changes it. */
  @Override
  public List<Change> changes(Optional<String> from, Optional<String> to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Account(name));
  }

  @Override
  public Optional<String> foresee(Optional<String> seen, ForeseenStates earlier)
      throws Unforeseeable {
    PackageForesight.check(label(), seen.isPresent(), earlier);
    return seen;
  }
}
