package runbook.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.PortReply;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;
import runbook.knowledge.Knowledge;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.step.StepFailed;
import runbook.step.Target;

/** Counts the changes performed on a host. */
final class CountingTarget implements Target {

  private final Target target;
  private int performed;

  CountingTarget(Target target) {
    this.target = target;
  }

  int performed() {
    return performed;
  }

  @Override
  public List<Knowledge<?>> look(List<? extends Fact<?>> facts, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    return target.look(facts, targetOptions);
  }

  @Override
  public PerformedChanges perform(
      List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    performed++;
    return target.perform(changes, again, targetOptions);
  }

  @Override
  public ScriptOutput ask(Script script, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    return target.ask(script, targetOptions);
  }

  @Override
  public Tunnel tunnel(String address, int port)
      throws StepFailed, Unreachable, InterruptedException {
    return target.tunnel(address, port);
  }

  @Override
  public Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException {
    return target.probePorts(ports, within);
  }

  @Override
  public Map<String, String> loginFacts() {
    return target.loginFacts();
  }

  @Override
  public Traffic traffic() {
    return target.traffic();
  }

  @Override
  public void close() {
    target.close();
  }
}
