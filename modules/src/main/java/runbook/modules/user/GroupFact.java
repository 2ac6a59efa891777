package runbook.modules.user;

import java.util.List;
import java.util.Optional;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Script;
import runbook.module.Unforeseeable;
import runbook.modules.packages.PackagesFact;

/** Whether a host knows a group of this name. */
public record GroupFact(String name) implements Fact<Boolean> {

  @Override
  public String label() {
    return "group " + name;
  }

  @Override
  public Script query(Detail detail) {
    return AccountFact.SH.call("has_group", name);
  }

  @Override
  public Boolean read(Answer answer) {
    return answer.exit() == 0;
  }

  /** {@link GroupEntryFact} changes it. */
  @Override
  public List<Change> changes(Boolean from, Boolean to) {
    return List.of();
  }

  @Override
  public Boolean foresee(Boolean seen, Foreseen earlier) throws Unforeseeable {
    var gid = seen ? Optional.of("") : Optional.<String>empty();
    var fact = new GroupEntryFact(name);
    var own = earlier.of(fact);
    var entry = own.isPresent() ? own.get() : fact.foresee(new GroupEntry(true, gid), earlier);
    return entry.gid().isPresent();
  }

  @Override
  public boolean touchedBy(Fact<?> other) {
    return switch (other) {
      case GroupEntryFact group -> group.name().equals(name);
      case PackagesFact _ -> true;
      case AccountFact account -> account.name().equals(name);
      default -> false;
    };
  }
}
