package runbook.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Fact;
import runbook.module.Want;
import runbook.step.Target.PerformedChanges;

/**
 * A run: the changes of one step are carried out in one request, which also checks their result on
 * the host.
 */
final class ApplyMode implements RunMode {

  private final Target target;
  private final HostStateCache hostStateCache;
  private final StepServices stepServices;
  private final ScheduledChanges scheduled;

  ApplyMode(Target target, HostStateCache hostStateCache, StepServices stepServices) {
    this.target = target;
    this.hostStateCache = hostStateCache;
    this.stepServices = stepServices;
    this.scheduled = new ScheduledChanges(hostStateCache);
  }

  @Override
  public <S> void scheduleChange(
      Want.Reach<S> want, S from, S to, Target.TargetOptions targetOptions) {
    scheduled.add(want, from, to, targetOptions);
  }

  @Override
  public void applyScheduled(Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    if (scheduled.isEmpty()) {
      return;
    }
    var changes =
        stepServices
            .changePlanner()
            .beforeChanges(hostStateCache, scheduled.transitions())
            .orElseGet(scheduled::changes);
    var _ = hostStateCache.dropForesight();
    var again = hostStateCache.forgetChanged(scheduled.written(), scheduled.facts(), targetOptions);
    learn(target.perform(changes, again, targetOptions), again, targetOptions);
    for (var want : scheduled.wants()) {
      verify(want, targetOptions);
    }
    scheduled.clear();
  }

  private <S> void verify(Want.Reach<S> want, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    switch (hostStateCache.see(want.fact(), targetOptions)) {
      case Known<S>(S now) when want.wish().apply(now).equals(now) -> {}
      case Known<S>(S now) ->
          throw new StepFailed(
              Failure.of(
                  "%s is not as wanted after the change: it is %s, and should be %s"
                      .formatted(want.fact().label(), now, want.wish().apply(now)),
                  "something on the host undoes the change, or the module is wrong"));
      case Invalid<S>(String why) ->
          throw new StepFailed(
              "%s cannot be read after the change: %s".formatted(want.fact().label(), why));
      case Unknown<S>(String why) ->
          throw new IllegalStateException("a run foresees nothing: " + why);
    }
  }

  @Override
  public Optional<String> whyNotAsked(Want.Consult want) {
    return Optional.empty();
  }

  @Override
  public boolean isCheckMode() {
    return false;
  }

  @Override
  public PerformResult perform(
      Want.Perform want, boolean harmless, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var again =
        hostStateCache.forgetChanged(want.writes(), want.due().stream().toList(), targetOptions);
    var performedChanges = target.perform(List.of(want.runCommand()), again, targetOptions);
    learn(performedChanges, again, targetOptions);
    var commandOutput = performedChanges.ran().orElseThrow();
    if (commandOutput.exit() == 0 && want.due().isPresent()) {
      stillDue(want, want.due().get(), targetOptions);
    }
    return new PerformResult.DidRun(commandOutput);
  }

  private void stillDue(Want.Perform want, Fact<Boolean> due, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    if (hostStateCache.see(due, targetOptions).equals(new Known<>(true))) {
      throw new StepFailed(
          Failure.of(
              "'%s' ran, but its condition still holds: %s".formatted(want.label(), due.label()),
              "the command must make its condition false"));
    }
  }

  @Override
  public Optional<Duration> reconnect(Want.Reconnect want, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var _ = hostStateCache.dropForesight();
    try {
      return Optional.of(new HostReturn(target, stepServices, targetOptions).await(want));
    } finally {
      hostStateCache.forgetAll();
    }
  }

  @Override
  public <S> Optional<String> await(Want.Await<S> want, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var wait = stepServices.begin(want.within(), want.every());
    var missing = UnmetReason.of(want, hostStateCache.see(want.fact(), targetOptions));
    while (missing.isPresent()) {
      if (!wait.goesOn(missing.get().message())) {
        throw new StepFailed(missing.get().after(want.within()));
      }
      missing = UnmetReason.of(want, hostStateCache.seeAgain(want.fact(), targetOptions));
      if (missing.isEmpty()) {
        // Other things may have changed during the wait.
        hostStateCache.lookAgain(targetOptions);
      }
    }
    return Optional.empty();
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    stepServices.waitStrategy().pause(time);
  }

  private void learn(
      PerformedChanges performedChanges, List<Fact<?>> again, Target.TargetOptions targetOptions) {
    hostStateCache.remember(again, performedChanges.again(), targetOptions);
  }
}
