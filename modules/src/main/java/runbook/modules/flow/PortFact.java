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
 * Tells whether the host can connect to a port, with any suitable program that it has.
 *
 * @param greeted whether to wait for what the port sends first
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

  /** Names the programs that can connect, in the order in which they are tried. */
  String programs() {
    return greeted ? "bash, python3, perl" : PortTrial.PROGRAMS;
  }

  @Override
  public PortState read(ScriptOutput scriptOutput) {
    return new PortState(
        scriptOutput.exit() != NO_PROGRAM, scriptOutput.exit() == 0, scriptOutput.text());
  }

  /** Makes no change; asking for a port does not open it. */
  @Override
  public List<Change> changes(PortState from, PortState to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Port(port));
  }
}
