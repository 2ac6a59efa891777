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
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.step.StepFailed;
import runbook.step.Target;

/** Counts how often something is carried out on a host. */
final class Witness implements Target {

  private final Target target;
  private int performed;

  Witness(Target target) {
    this.target = target;
  }

  int performed() {
    return performed;
  }

  @Override
  public List<Knowledge<?>> look(List<? extends Fact<?>> facts, Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    return target.look(facts, manner);
  }

  @Override
  public Performed perform(List<Change> changes, List<? extends Fact<?>> again, Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    performed++;
    return target.perform(changes, again, manner);
  }

  @Override
  public Answer ask(Script script, Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    return target.ask(script, manner);
  }

  @Override
  public Tunnel tunnel(String address, int port)
      throws StepFailed, Unreachable, InterruptedException {
    return target.tunnel(address, port);
  }

  @Override
  public Optional<List<PortReply>> knock(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException {
    return target.knock(ports, within);
  }

  @Override
  public Map<String, String> greeting() {
    return target.greeting();
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
