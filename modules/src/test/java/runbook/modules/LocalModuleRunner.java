package runbook.modules;

import java.time.Duration;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.step.CallResult;
import runbook.step.HostStateCache;
import runbook.step.ModuleCall;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.testkit.LocalShell;

/** Calls modules on this machine through one shell, with a state cache as in a run. */
public final class LocalModuleRunner {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.TEXT, Duration.ofMinutes(1));

  private final Target target;
  private final HostStateCache hostStateCache;
  private final boolean check;

  private LocalModuleRunner(Target target, boolean check) {
    this.target = target;
    this.hostStateCache = new HostStateCache(target);
    this.check = check;
  }

  public static LocalModuleRunner run(LocalShell localShell) {
    return new LocalModuleRunner(localShell.target(), false);
  }

  public static LocalModuleRunner check(LocalShell localShell) {
    return new LocalModuleRunner(localShell.target(), true);
  }

  public static LocalModuleRunner check(Target target) {
    return new LocalModuleRunner(target, true);
  }

  public static LocalModuleRunner run(Target target) {
    return new LocalModuleRunner(target, false);
  }

  public CallResult call(Module module) throws StepFailed {
    try {
      return new ModuleCall(target, hostStateCache, check, false, MANNER).run(module);
    } catch (Unreachable | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
