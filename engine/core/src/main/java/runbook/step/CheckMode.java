package runbook.step;

import java.time.Duration;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.module.Want;
import runbook.module.Want.Effect;

/** Check mode: changes nothing, but evaluates later steps as if earlier changes had happened. */
record CheckMode(HostStateCache hostStateCache) implements RunMode {

  @Override
  public <S> void scheduleChange(
      Want.Reach<S> want, S from, S to, Target.TargetOptions targetOptions) {
    hostStateCache.foretell(want.fact(), from, to, targetOptions);
  }

  @Override
  public void applyScheduled(Target.TargetOptions targetOptions) {
    // Foreseen changes stay foreseen.
  }

  @Override
  public <S> Optional<String> await(Want.Await<S> want, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var missing = UnmetReason.of(want, hostStateCache.see(want.fact(), targetOptions));
    var prefix = want.within().isZero() ? "" : "would wait: ";
    return missing.map(what -> prefix + what.message());
  }

  @Override
  public Optional<Duration> reconnect(Want.Reconnect want, Target.TargetOptions targetOptions) {
    hostStateCache.foretell(
        new Want.Perform(want.label(), want.runCommand(), Effect.CHANGES, Optional.empty()));
    return Optional.empty();
  }

  @Override
  public void pause(Duration time) {
    // A pause changes nothing but the time.
  }

  @Override
  public Optional<String> whyNotAsked(Want.Consult want) {
    var question = want.question();
    return hostStateCache
        .uncertainReason()
        .or(() ->
            hostStateCache
                .changing(question.places())
                .map(what -> "an earlier step would change " + what))
        .or(() ->
            question.spansHosts()
                ? hostStateCache.sharedForesight().obstacle(question.places())
                : Optional.empty())
        .map(why ->
            "%s can be asked only after earlier changes: %s".formatted(question.label(), why));
  }

  @Override
  public boolean isCheckMode() {
    return true;
  }

  @Override
  public PerformResult perform(
      Want.Perform want, boolean harmless, Target.TargetOptions targetOptions) {
    hostStateCache.foretell(want);
    if (want.due().isPresent()) {
      hostStateCache.foretellDone(want.due().get(), targetOptions);
    }
    if (harmless) {
      return new PerformResult.WouldRun();
    }
    if (want.effect() == Effect.UNKNOWN) {
      // Whatever is known of the step itself, its other effects are not.
      hostStateCache.markUncertain("'" + want.label() + "' may change anything");
    }
    return want.effect() == Effect.CHANGES || want.due().isPresent()
        ? new PerformResult.WouldChange()
        : new PerformResult.MayChange("check mode does not run commands");
  }
}
