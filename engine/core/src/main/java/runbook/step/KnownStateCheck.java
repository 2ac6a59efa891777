package runbook.step;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.module.Fact;
import runbook.module.ScriptOutput;
import runbook.step.HostStateCache.FactView;

/** Lets a host check that what is known of it is still true, before changes in the same request. */
public record KnownStateCheck(HostStateCache hostStateCache) {

  /**
   * Returns a check that facts read earlier are still the same; empty if this user did not read all
   * of them, or if the output of a query cannot be predicted.
   */
  public Optional<PredictedChanges> of(
      Collection<FactView> views, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    boolean isKnown =
        hostStateCache.hasSeen(views)
            && views.stream().allMatch(view -> view.become().equals(targetOptions.become()));
    if (!isKnown) {
      return Optional.empty();
    }
    var facts = new ArrayList<Fact<?>>(views.stream().map(FactView::fact).distinct().toList());
    new HostLinks().unknown(HostStateCache.places(facts)).ifPresent(facts::add);
    var expected = new ArrayList<ScriptOutput>();
    for (var fact : facts) {
      var output = hostStateCache.expectedOutput(fact, targetOptions);
      if (output.isEmpty()) {
        return Optional.empty();
      }
      expected.add(output.get());
    }
    return Optional.of(
        new PredictedChanges(
            -1, true, List.of(), List.of(), facts, Optional.of(expected), targetOptions));
  }

  /** Reads the facts that the coming steps need by such a check, and forgets all others. */
  public void carryOut(
      PredictedChanges check, Collection<FactView> views, MultiStepTarget multiStepTarget)
      throws StepFailed, Unreachable, InterruptedException {
    hostStateCache.forgetAll();
    hostStateCache.stillAhead(views);
    var facts = check.again();
    var performed = multiStepTarget.perform(List.of(), facts, check.targetOptions());
    hostStateCache.remember(facts, performed.again(), check.targetOptions());
  }
}
