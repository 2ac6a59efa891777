package runbook.step;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Traffic;
import runbook.connection.Unreachable;
import runbook.knowledge.Knowledge;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Module;

/**
 * Predicts the changes of the next steps by running their modules against what is known of the
 * host, as far as that is enough.
 */
public final class ChangePredictor {

  /** A host that answers no query: a step that needs one cannot be predicted. */
  private static final class Unasked implements Target {

    @Override
    public List<Knowledge<?>> look(List<? extends Fact<?>> facts, TargetOptions targetOptions)
        throws StepFailed {
      throw new StepFailed("not predicted: the host must be asked");
    }

    @Override
    public PerformedChanges perform(
        List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions)
        throws StepFailed {
      throw new StepFailed("not predicted: the host must be asked");
    }

    @Override
    public Map<String, String> loginFacts() {
      return Map.of();
    }

    @Override
    public Traffic traffic() {
      return new Traffic(0, 0, 0);
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  private static final long MOST_BYTES = 256 * 1024;

  private final Target unasked = new Unasked();
  private final HostStateCache hostStateCache;
  private final List<PredictedChanges> predicted = new ArrayList<>();

  /** Begins with what is known now. */
  public ChangePredictor(HostStateCache known) {
    this.hostStateCache = known.copy(unasked);
  }

  /** Begins a task; after each of its changes the host reads the facts that later tasks need. */
  public void beginTask(Collection<HostStateCache.FactView> stillAhead) {
    hostStateCache.stillAhead(stillAhead);
  }

  /**
   * Predicts a call of a module.
   *
   * @param task the number of its task in the stage
   * @return whether the calls after it can be predicted too
   */
  public boolean call(int task, Module module, Target.TargetOptions targetOptions)
      throws InterruptedException {
    PredictMode.Recorder recorder =
        (transitions, changes, again, expected) ->
            predicted.add(
                new PredictedChanges(
                    task,
                    false,
                    List.copyOf(transitions),
                    List.copyOf(changes),
                    again,
                    expected,
                    targetOptions));
    try {
      return predict(recorder, module, targetOptions).unsureReason().isEmpty();
    } catch (StepFailed | Unreachable | RuntimeException | StackOverflowError e) {
      // A step that fails, or a module with a bug, shows this when it runs.
      return false;
    }
  }

  /** Returns the result of a call that will change nothing; empty if that is not certain. */
  public Optional<CallResult> unchanged(Module module, Target.TargetOptions targetOptions)
      throws InterruptedException {
    PredictMode.Recorder recorder = (transitions, changes, again, expected) -> {};
    try {
      var callResult = predict(recorder, module, targetOptions);
      return Optional.of(callResult)
          .filter(result -> !result.changed() && result.unsureReason().isEmpty());
    } catch (StepFailed | Unreachable | RuntimeException | StackOverflowError e) {
      // It must ask the host or the controller, act, or wait.
      return Optional.empty();
    }
  }

  private CallResult predict(
      PredictMode.Recorder recorder, Module module, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    return ModuleCall.predicting(
            new PredictMode(hostStateCache, recorder), hostStateCache, unasked, targetOptions)
        .run(module);
  }

  /**
   * Reports whether a request with more changes would take long to send: a host begins when all of
   * it has arrived.
   */
  public boolean isFull() {
    return predicted.stream().mapToLong(PredictedChanges::size).sum() > MOST_BYTES;
  }

  /** Ends a task: an interrupted run stops after its last change. */
  public void endTask() {
    if (!predicted.isEmpty()) {
      predicted.set(predicted.size() - 1, predicted.getLast().asLastOfTask());
    }
  }

  /** Returns the changes, in order. */
  public List<PredictedChanges> predicted() {
    return List.copyOf(predicted);
  }
}
