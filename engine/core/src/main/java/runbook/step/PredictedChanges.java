package runbook.step;

import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ScriptOutput;

/**
 * Changes that a later step will make if everything before it goes as predicted.
 *
 * @param task the number of its task in the stage
 * @param endsTask whether they are the last of the task
 * @param transitions the transitions they make; empty for a command
 * @param again the facts to read again
 * @param expected the output of reading them; empty if it cannot be predicted
 */
public record PredictedChanges(
    int task,
    boolean endsTask,
    List<StateTransition<?>> transitions,
    List<Change> changes,
    List<Fact<?>> again,
    Optional<List<ScriptOutput>> expected,
    Target.TargetOptions targetOptions) {

  boolean matches(List<Change> others, List<? extends Fact<?>> othersAgain) {
    return changes.equals(others) && again.equals(othersAgain);
  }

  /** Returns about how many bytes they add to the text of a request. */
  long size() {
    long contents =
        changes.stream()
            .filter(Change.WriteFile.class::isInstance)
            .mapToLong(change -> ((Change.WriteFile) change).fileContent().size())
            .sum();
    long outputs =
        expected.stream().flatMap(List::stream).mapToLong(output -> output.bytes().length).sum();
    return 1000 + contents + outputs;
  }

  PredictedChanges asLastOfTask() {
    return new PredictedChanges(task, true, transitions, changes, again, expected, targetOptions);
  }
}
