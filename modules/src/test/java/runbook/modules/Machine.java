package runbook.modules;

import java.time.Duration;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.step.Account;
import runbook.step.Call;
import runbook.step.Picture;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.testkit.Sh;

/** Calls modules on this machine, by way of one shell; what is seen is kept as in a run. */
public final class Machine {

  private static final Target.Manner MANNER =
      new Target.Manner(Optional.empty(), Fact.Detail.TEXT, Duration.ofMinutes(1));

  private final Target target;
  private final Picture picture;
  private final boolean check;

  private Machine(Target target, boolean check) {
    this.target = target;
    this.picture = new Picture(target);
    this.check = check;
  }

  public static Machine run(Sh sh) {
    return new Machine(sh.target(), false);
  }

  public static Machine check(Sh sh) {
    return new Machine(sh.target(), true);
  }

  public static Machine check(Target target) {
    return new Machine(target, true);
  }

  public static Machine run(Target target) {
    return new Machine(target, false);
  }

  public Account call(Module module) throws StepFailed {
    try {
      return new Call(target, picture, check, false, MANNER).of(module);
    } catch (Unreachable | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
