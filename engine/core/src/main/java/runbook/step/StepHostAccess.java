package runbook.step;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runbook.connection.PortReply;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;
import runbook.module.HostAccess;
import runbook.module.PortProbeResult;
import runbook.module.PortTrial;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unobtainable;

/** Gives one question of a step access to its target. */
record StepHostAccess(
    Target target,
    Target.TargetOptions targetOptions,
    StepServices stepServices,
    boolean isCheckMode,
    Map<InetSocketAddress, Tunnel> tunnels)
    implements HostAccess, AutoCloseable {

  StepHostAccess(
      Target target,
      Target.TargetOptions targetOptions,
      StepServices stepServices,
      boolean isCheckMode) {
    this(target, targetOptions, stepServices, isCheckMode, new HashMap<>());
  }

  @Override
  public ScriptOutput run(Script script) throws Unobtainable, InterruptedException {
    return answered(() -> target.ask(script, targetOptions));
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
  public List<PortProbeResult> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unobtainable, InterruptedException {
    var replies = answered(() -> target.probePorts(ports, within));
    return replies.isPresent()
        ? replies.get().stream().map(StepHostAccess::result).toList()
        : new PortTrial(ports, within).results(run(new PortTrial(ports, within).script()));
  }

  private static PortProbeResult result(PortReply reply) {
    return reply.open() ? PortProbeResult.OPEN : PortProbeResult.of(reply.words());
  }

  /** A request to the target. */
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
  public void showMessage(String line) {
    stepServices.showMessage().accept(line);
  }

  @Override
  public void warn(String line) {
    stepServices.showWarning().accept(line);
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    stepServices.waitStrategy().pause(time);
  }

  @Override
  public void close() {
    tunnels.values().forEach(Tunnel::close);
  }
}
