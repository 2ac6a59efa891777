package runbook.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ScriptOutput;
import runbook.module.Want;

/**
 * Predicts what a run will do: the changes of each step, and what the host will print when it reads
 * facts again. A step that cannot be predicted fails.
 */
final class PredictMode implements RunMode {

  /** Receives the predicted changes. */
  interface Recorder {
    void add(
        List<StateTransition<?>> transitions,
        List<Change> changes,
        List<Fact<?>> again,
        Optional<List<ScriptOutput>> expected);
  }

  private final HostStateCache hostStateCache;
  private final Recorder recorder;
  private final ScheduledChanges scheduled;

  PredictMode(HostStateCache hostStateCache, Recorder recorder) {
    this.hostStateCache = hostStateCache;
    this.recorder = recorder;
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
    var facts = scheduled.facts();
    var outputs = new HashMap<Fact<?>, Optional<ScriptOutput>>();
    for (var fact : hostStateCache.toReadAgain(scheduled.written(), facts, targetOptions)) {
      outputs.put(fact, hostStateCache.expectedOutput(fact, targetOptions));
    }
    for (var fact : facts) {
      if (outputs.get(fact).isEmpty()) {
        // Only a fact that has this output promises that making its changes acts on nothing.
        throw end("the state of " + fact.label() + " cannot be predicted");
      }
    }
    var changes = scheduled.changes();
    var foresight = hostStateCache.dropForesight();
    var again = hostStateCache.forgetChanged(scheduled.written(), facts, targetOptions);
    var expected = new ArrayList<ScriptOutput>();
    for (var fact : again) {
      var output =
          fact instanceof LinksFact linksFact
              ? foresight.expectedOutput(linksFact)
              : outputs.get(fact);
      if (output.isEmpty()) {
        recorder.add(scheduled.transitions(), changes, again, Optional.empty());
        throw end("the state of " + fact.label() + " cannot be predicted");
      }
      expected.add(output.get());
    }
    hostStateCache.remember(again, FactBatch.read(again, expected), targetOptions);
    for (var want : scheduled.wants()) {
      if (!isReached(want, targetOptions)) {
        recorder.add(scheduled.transitions(), changes, again, Optional.empty());
        throw end(want.fact().label() + " would not be as wanted");
      }
    }
    recorder.add(scheduled.transitions(), changes, again, Optional.of(expected));
    scheduled.clear();
  }

  private <S> boolean isReached(Want.Reach<S> want, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    return switch (hostStateCache.see(want.fact(), targetOptions)) {
      case Known<S>(S now) -> want.wish().apply(now).equals(now);
      case Invalid<S> _, Unknown<S> _ -> false;
    };
  }

  @Override
  public PerformResult perform(
      Want.Perform want, boolean harmless, Target.TargetOptions targetOptions) throws StepFailed {
    var again =
        hostStateCache.forgetChanged(want.writes(), want.due().stream().toList(), targetOptions);
    recorder.add(List.of(), List.of(want.runCommand()), again, Optional.empty());
    throw end("the result of a command cannot be predicted");
  }

  @Override
  public <S> Optional<String> await(Want.Await<S> want, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    if (UnmetReason.of(want, hostStateCache.see(want.fact(), targetOptions)).isPresent()) {
      throw end("the step waits for " + want.fact().label());
    }
    return Optional.empty();
  }

  @Override
  public Optional<Duration> reconnect(Want.Reconnect want, Target.TargetOptions targetOptions)
      throws StepFailed {
    throw end("the step ends the connection");
  }

  @Override
  public void pause(Duration time) throws StepFailed {
    throw end("the step waits");
  }

  @Override
  public Optional<String> whyNotAsked(Want.Consult want) throws StepFailed {
    throw end("the step asks " + want.question().label());
  }

  @Override
  public void checkObtainable() throws StepFailed {
    throw end("the controller must obtain something");
  }

  @Override
  public boolean isCheckMode() {
    return true;
  }

  private static StepFailed end(String why) {
    return new StepFailed("not predicted: " + why);
  }
}
