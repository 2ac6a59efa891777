package runbook.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.report.RunStatus;

/**
 * Shows on a terminal what each host does at the moment, below what a run prints. Elsewhere, such
 * as in a pipe, it leaves the output as it is.
 */
final class LiveView implements RunListener, AutoCloseable {

  private final RunStatus runStatus;
  private final Optional<LiveScreen> liveScreen;
  private final PrintWriter out;
  private final PrintWriter err;

  private LiveView(
      RunStatus runStatus, Optional<LiveScreen> liveScreen, PrintWriter out, PrintWriter err) {
    this.runStatus = runStatus;
    this.liveScreen = liveScreen;
    this.out = liveScreen.map(LiveScreen::above).orElse(out);
    this.err = liveScreen.map(LiveScreen::above).orElse(err);
  }

  /**
   * Begins to show what hosts do, if the output is that of this process and goes to a terminal.
   *
   * @param mask hides secrets
   */
  static LiveView of(PrintWriter out, PrintWriter err, UnaryOperator<String> mask) {
    var runStatus = new RunStatus(mask);
    var terminal =
        StandardOutput.isOfProcess(out)
            ? TerminalOutput.ofProcess()
            : Optional.<TerminalOutput>empty();
    var liveScreen =
        terminal.map(terminalOutput ->
            new LiveScreen(
                out,
                terminalOutput::width,
                runStatus::lines,
                terminalOutput.colour() ? LineColours::paint : UnaryOperator.identity()));
    liveScreen.ifPresent(LiveScreen::start);
    return new LiveView(runStatus, liveScreen, out, err);
  }

  /** Returns where a run prints. */
  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  /** Reports whether an event is shown here, and need not be printed as a line of its own. */
  boolean shows(Event event) {
    return liveScreen.isPresent() && event instanceof Event.StepWaits;
  }

  @Override
  public void on(Event event) {
    runStatus.on(event);
  }

  @Override
  public void close() {
    liveScreen.ifPresent(LiveScreen::close);
  }
}
