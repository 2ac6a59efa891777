package runbook.run;

import java.time.Duration;
import runbook.module.Fact;

/**
 * The options of a run.
 *
 * @param check read and predict, but change nothing
 * @param texts read the content of files too, to compare it line by line
 * @param stepByStep send the changes of each step in a request of its own
 * @param forks how many hosts work at a time; hosts that wait for others do not count
 * @param lookTimeout the deadline of every request that reads facts
 */
public record RunOptions(
    boolean check, boolean texts, boolean stepByStep, int forks, Duration lookTimeout) {

  public static final Duration LOOK_TIMEOUT = Duration.ofMinutes(2);

  Fact.Detail detail() {
    return texts ? Fact.Detail.TEXT : Fact.Detail.STATE;
  }
}
