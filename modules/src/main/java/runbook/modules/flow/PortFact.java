package runbook.modules.flow;

import java.time.Duration;
import java.util.List;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.PortTrial;
import runbook.module.Script;
import runbook.module.ScriptOutput;

/**
 * Whether a port can be connected to from the host, by whatever it has to try that with.
 *
 * @param greeted wait for what the port says first
 */
record PortFact(String host, int port, Duration within, boolean greeted)
    implements Fact<PortState> {

  private static final int NO_PROGRAM = 99;

  @Override
  public String label() {
    return "port %d of %s".formatted(port, host);
  }

  @Override
  public Script query(Detail detail) {
    return PortTrial.SH.call(
        "connect_port", host, port, Math.max(1, within.toSeconds()), greeted ? "greeted" : "");
  }

  /** What can try it, in the order in which it is tried. */
  String programs() {
    return greeted ? "bash, python3, perl" : PortTrial.PROGRAMS;
  }

  @Override
  public PortState read(ScriptOutput scriptOutput) {
    return new PortState(
        scriptOutput.exit() != NO_PROGRAM, scriptOutput.exit() == 0, scriptOutput.text());
  }

  /** Nobody opens a port by asking for it. */
  @Override
  public List<Change> changes(PortState from, PortState to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Port(port));
  }
}
