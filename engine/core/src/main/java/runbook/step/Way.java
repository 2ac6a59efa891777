package runbook.step;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runbook.connection.PortReply;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;
import runbook.module.Answer;
import runbook.module.Echo;
import runbook.module.Passage;
import runbook.module.PortTrial;
import runbook.module.Script;
import runbook.module.Unobtainable;

/** The way to a target, for one question of a step. */
record Way(
    Target target,
    Target.Manner manner,
    Pace pace,
    boolean rehearsal,
    Map<InetSocketAddress, Tunnel> tunnels)
    implements Passage, AutoCloseable {

  Way(Target target, Target.Manner manner, Pace pace, boolean rehearsal) {
    this(target, manner, pace, rehearsal, new HashMap<>());
  }

  @Override
  public Answer run(Script script) throws Unobtainable, InterruptedException {
    return answered(() -> target.ask(script, manner));
  }

  @Override
  public InetSocketAddress entrance(String address, int port)
      throws Unobtainable, InterruptedException {
    var exit = InetSocketAddress.createUnresolved(address, port);
    var tunnel = tunnels.get(exit);
    if (tunnel == null) {
      tunnel = answered(() -> target.tunnel(address, port));
      tunnels.put(exit, tunnel);
    }
    return tunnel.entrance();
  }

  @Override
  public List<Echo> knock(List<InetSocketAddress> ports, Duration within)
      throws Unobtainable, InterruptedException {
    var replies = answered(() -> target.knock(ports, within));
    return replies.isPresent()
        ? replies.get().stream().map(Way::echo).toList()
        : new PortTrial(ports, within).echoes(run(new PortTrial(ports, within).script()));
  }

  private static Echo echo(PortReply reply) {
    return reply.open() ? Echo.OPEN : Echo.of(reply.words());
  }

  /** Something the target is asked for. */
  @FunctionalInterface
  private interface TargetCall<T> {
    T get() throws StepFailed, Unreachable, InterruptedException;
  }

  private static <T> T answered(TargetCall<T> call) throws Unobtainable, InterruptedException {
    try {
      return call.get();
    } catch (StepFailed e) {
      throw new Unobtainable(e.failure().message(), e.failure().hint());
    } catch (Unreachable e) {
      throw new Unobtainable(e.getMessage(), e.hint());
    }
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

  @Override
  public void close() {
    tunnels.values().forEach(Tunnel::close);
  }
}
