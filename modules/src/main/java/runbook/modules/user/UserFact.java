package runbook.modules.user;

import java.util.List;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Script;
import runbook.module.Unforeseeable;
import runbook.modules.packages.PackagesFact;

/** Whether a host knows a user of this name. */
public record UserFact(String name) implements Fact<Boolean> {

  @Override
  public String label() {
    return "user " + name;
  }

  @Override
  public Script query(Detail detail) {
    return Script.of("id -u -- {}", name);
  }

  @Override
  public Boolean read(Answer answer) {
    return answer.exit() == 0;
  }

  /** {@link AccountFact} changes it. */
  @Override
  public List<Change> changes(Boolean from, Boolean to) {
    return List.of();
  }

  @Override
  public Boolean foresee(Boolean seen, Foreseen earlier) throws Unforeseeable {
    var account = earlier.of(new AccountFact(name));
    if (account.isEmpty() && !seen) {
      PackagesFact.forbidGuess(label(), earlier);
    }
    return account.map(Account::exists).orElse(seen);
  }

  @Override
  public boolean touchedBy(Fact<?> other) {
    return other instanceof PackagesFact
        || (other instanceof AccountFact account && account.name().equals(name));
  }
}
