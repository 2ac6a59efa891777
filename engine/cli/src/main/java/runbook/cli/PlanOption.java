package runbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option to keep what a check found. */
final class PlanOption {

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "with --check: keep what it found as a plan, which 'runbook play FILE' plays if the hosts"
            + " are still as it saw them"
      })
  private Optional<Path> file = Optional.empty();

  boolean isWanted() {
    return file.isPresent();
  }

  /**
   * Keeps the plan, if one is wanted.
   *
   * @return the status, which says so if it could not be written
   */
  int keep(RunRecord runRecord, int status, LiveView liveView) {
    if (file.isEmpty()) {
      return status;
    }
    if (status != ExitCode.DONE && status != ExitCode.CHANGED) {
      liveView.err().println("runbook: no plan is kept of a check that did not succeed");
      return status;
    }
    try {
      runRecord.keep(file.get());
      liveView.out().println("'runbook play %s' plays this".formatted(file.get()));
      return status;
    } catch (IOException e) {
      liveView.err().println("runbook: cannot write the plan %s: %s".formatted(file.get(), e));
      return ExitCode.UNAVAILABLE;
    }
  }
}
