package runbook.modules.preflight;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runbook.module.Answer;
import runbook.module.Echo;
import runbook.module.Module;
import runbook.module.Script;
import runbook.module.Unobtainable;
import runbook.module.Want;
import runbook.modules.Mute;
import runbook.testkit.Sh;

/** A host that is asked: its shell is real, and what its ports do it is told. */
final class Asked implements Mute {

  private final Sh sh;
  private final Map<String, Echo> ports = new HashMap<>();
  private final List<String> knocked = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  Asked(Sh sh) {
    this.sh = sh;
  }

  /** What this port does; all others refuse. */
  Asked port(String place, Echo echo) {
    ports.put(place, echo);
    return this;
  }

  Map<String, Object> by(Module module) throws Unobtainable, InterruptedException {
    var want = (Want.Consult) module.wants().getFirst();
    return want.question().ask(this);
  }

  List<String> warnings() {
    return warnings;
  }

  List<String> knocked() {
    return knocked;
  }

  @Override
  public Answer run(Script script) {
    var said = sh.run(script.whole());
    return new Answer(said.exit(), said.out());
  }

  @Override
  public List<Echo> knock(List<InetSocketAddress> places, Duration within) {
    var echoes = new ArrayList<Echo>();
    for (var place : places) {
      var name = place.getHostString() + ":" + place.getPort();
      knocked.add(name);
      echoes.add(ports.getOrDefault(name, Echo.of("Connection refused")));
    }
    return echoes;
  }

  @Override
  public boolean rehearsal() {
    return true;
  }

  @Override
  public void warn(String line) {
    warnings.add(line);
  }
}
