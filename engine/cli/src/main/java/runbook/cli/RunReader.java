package runbook.cli;

import java.io.IOException;
import runbook.journal.RecordedRun;
import runbook.report.EventSequence;
import runbook.report.RunClock;
import runbook.report.RunSummary;
import runbook.report.SummaryBuilder;

/** Makes the summary of a recorded run, the same way at once and later. */
final class RunReader {

  private RunReader() {}

  static RunSummary summary(RecordedRun recordedRun) throws IOException {
    var header = recordedRun.header();
    var runClock = new RunClock();
    var summaryBuilder =
        new SummaryBuilder(
            new RunSummary.About(header.run(), header.began(), header.playbook(), header.check()),
            runClock);
    replay(recordedRun, runClock, summaryBuilder);
    return summaryBuilder.summary();
  }

  /** Passes the events on with the times that they had. */
  static void replay(
      RecordedRun recordedRun, RunClock runClock, runbook.event.RunListener... listeners)
      throws IOException {
    var eventSequence = new EventSequence(runClock, text -> text, java.util.List.of(listeners));
    recordedRun.replay(eventSequence::at);
  }
}
