package runbook.step;

import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ScriptOutput;

/**
 * Changes that a coming step makes if everything before it does what it should.
 *
 * @param task the number of its task in the stage
 * @param endsTask whether they are the last of the task
 * @param transitions what they bring about; empty for a command
 * @param again the facts to read again
 * @param expected what reading them prints; empty if that cannot be foretold
 */
public record PredictedChanges(
    int task,
    boolean endsTask,
    List<Transition<?>> transitions,
    List<Change> changes,
    List<Fact<?>> again,
    Optional<List<ScriptOutput>> expected,
    Target.TargetOptions targetOptions) {

  boolean equal(List<Change> others, List<? extends Fact<?>> othersAgain) {
    return changes.equals(others) && again.equals(othersAgain);
  }

  PredictedChanges endingTask() {
    return new PredictedChanges(task, true, transitions, changes, again, expected, targetOptions);
  }
}
