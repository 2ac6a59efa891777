package runbook.step;

import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.knowledge.Known;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Want;

/**
 * Checks whether a module would find everything as it wants it, so that a call would change
 * nothing.
 */
public final class ModuleConvergedCheck {

  private final HostStateCache hostStateCache;
  private final Target.TargetOptions targetOptions;

  public ModuleConvergedCheck(HostStateCache hostStateCache, Target.TargetOptions targetOptions) {
    this.hostStateCache = hostStateCache;
    this.targetOptions = targetOptions;
  }

  /** Changes and predicts nothing. A question that must be asked counts as not converged. */
  public boolean isConverged(Module module) throws StepFailed, Unreachable, InterruptedException {
    for (var want : module.wants()) {
      if (!isMet(want)) {
        return false;
      }
    }
    return true;
  }

  /** Reports whether the known facts show that the module would change something, wait, or fail. */
  public boolean isOpen(Module module) throws StepFailed, Unreachable, InterruptedException {
    var facts = ModuleCall.facts(module);
    if (!hostStateCache.hasSeen(HostStateCache.views(facts, targetOptions.become()))) {
      return false;
    }
    for (var want : module.wants()) {
      if (dependsOnFact(want) && !isMet(want)) {
        return true;
      }
    }
    return false;
  }

  private static boolean dependsOnFact(Want want) {
    return switch (want) {
      case Want.Reach<?> _, Want.Require<?> _, Want.Look<?> _, Want.Await<?> _ -> true;
      case Want.Perform perform -> perform.due().isPresent();
      default -> false;
    };
  }

  private boolean isMet(Want want) throws StepFailed, Unreachable, InterruptedException {
    return switch (want) {
      case Want.Reach<?> reach -> isReached(reach);
      case Want.Require<?> require -> isThere(require);
      case Want.Look<?> look -> state(look.fact()).isPresent();
      case Want.Await<?> await -> isOver(await);
      case Want.Perform perform ->
          perform.due().isPresent() && state(perform.due().get()).filter(due -> !due).isPresent();
      case Want.Tell _ -> true;
      case Want.Obtain<?> _,
          Want.Consult _,
          Want.Pause _,
          Want.Assign _,
          Want.Refuse _,
          Want.Reconnect _ ->
          false;
    };
  }

  private <S> boolean isReached(Want.Reach<S> want)
      throws StepFailed, Unreachable, InterruptedException {
    return state(want.fact()).filter(s -> want.wish().apply(s).equals(s)).isPresent();
  }

  private <S> boolean isThere(Want.Require<S> want)
      throws StepFailed, Unreachable, InterruptedException {
    return state(want.fact()).filter(want.met()).isPresent();
  }

  private <S> boolean isOver(Want.Await<S> want)
      throws StepFailed, Unreachable, InterruptedException {
    return UnmetReason.of(want, hostStateCache.see(want.fact(), targetOptions)).isEmpty();
  }

  private <S> Optional<S> state(Fact<S> fact) throws StepFailed, Unreachable, InterruptedException {
    return hostStateCache.see(fact, targetOptions) instanceof Known<S>(S state)
        ? Optional.of(state)
        : Optional.empty();
  }
}
