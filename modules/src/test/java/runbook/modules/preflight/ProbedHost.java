package runbook.modules.preflight;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runbook.module.Module;
import runbook.module.PortProbeResult;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unobtainable;
import runbook.module.Want;
import runbook.modules.RefusingHostAccess;
import runbook.testkit.LocalShell;

/** A host with a real shell and ports that a test defines. */
final class ProbedHost implements RefusingHostAccess {

  private final LocalShell localShell;
  private final Map<String, PortProbeResult> ports = new HashMap<>();
  private final List<String> knocked = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  ProbedHost(LocalShell localShell) {
    this.localShell = localShell;
  }

  /** Sets what this port does; all others refuse. */
  ProbedHost port(String place, PortProbeResult portProbeResult) {
    ports.put(place, portProbeResult);
    return this;
  }

  Map<String, Object> by(Module module) throws Unobtainable, InterruptedException {
    var want = (Want.Consult) module.wants().getFirst();
    return want.question().ask(this);
  }

  List<String> warnings() {
    return warnings;
  }

  List<String> triedPorts() {
    return knocked;
  }

  @Override
  public ScriptOutput run(Script script) {
    var said = localShell.run(script.whole());
    return new ScriptOutput(said.exit(), said.out());
  }

  @Override
  public List<PortProbeResult> probePorts(List<InetSocketAddress> places, Duration within) {
    var echoes = new ArrayList<PortProbeResult>();
    for (var place : places) {
      var name = place.getHostString() + ":" + place.getPort();
      knocked.add(name);
      echoes.add(ports.getOrDefault(name, PortProbeResult.of("Connection refused")));
    }
    return echoes;
  }

  @Override
  public boolean isCheckMode() {
    return true;
  }

  @Override
  public void warn(String line) {
    warnings.add(line);
  }
}
