package runbook.run;

import java.time.Duration;
import runbook.module.Fact;

/**
 * How to run.
 *
 * @param check look and foretell, but change nothing
 * @param texts look at the texts of files too, so that they can be compared line by line
 * @param forks how many hosts are worked on at a time; hosts that wait for others do not count
 * @param lookTimeout the deadline of every look
 */
public record RunOptions(boolean check, boolean texts, int forks, Duration lookTimeout) {

  public static final Duration LOOK_TIMEOUT = Duration.ofMinutes(2);

  Fact.Detail detail() {
    return texts ? Fact.Detail.TEXT : Fact.Detail.STATE;
  }
}
