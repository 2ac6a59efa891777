package runbook.step;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import runbook.connection.Unreachable;
import runbook.module.Answer;
import runbook.module.Echo;
import runbook.module.NoTunnel;
import runbook.module.Passage;
import runbook.module.Script;
import runbook.module.Tunnel;
import runbook.module.Unobtainable;

/** The way to a target, for the questions of a step. */
record Way(Target target, Target.Manner manner, Pace pace, boolean rehearsal) implements Passage {

  @Override
  public Answer run(Script script) throws Unobtainable, InterruptedException {
    try {
      return target.ask(script, manner);
    } catch (StepFailed e) {
      throw new Unobtainable(e.failure().message(), e.failure().hint());
    } catch (Unreachable e) {
      throw new Unobtainable(e.getMessage(), e.hint());
    }
  }

  @Override
  public Tunnel tunnel(String address, int port) throws NoTunnel, InterruptedException {
    return target.tunnel(address, port);
  }

  @Override
  public List<Echo> knock(List<InetSocketAddress> ports, Duration within)
      throws NoTunnel, InterruptedException {
    return target.knock(ports, within);
  }

  @Override
  public void tell(String line) {
    pace.told().accept(line);
  }

  @Override
  public void warn(String line) {
    pace.warned().accept(line);
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    pace.patience().pause(time);
  }
}
