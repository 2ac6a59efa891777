package runbook.modules;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import runbook.module.HostAccess;
import runbook.module.PortProbeResult;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unobtainable;

/** A host access that refuses every request; tests override what they expect. */
public interface RefusingHostAccess extends HostAccess {

  @Override
  default ScriptOutput run(Script script) {
    throw new AssertionError("nothing may be asked yet");
  }

  @Override
  default InetSocketAddress entrance(String address, int port)
      throws Unobtainable, InterruptedException {
    throw new AssertionError("no tunnel is needed");
  }

  @Override
  default List<PortProbeResult> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unobtainable, InterruptedException {
    throw new AssertionError("no port is to be tried");
  }

  @Override
  default boolean isCheckMode() {
    return false;
  }

  @Override
  default void showMessage(String line) {
    throw new AssertionError("there is nothing to tell: " + line);
  }

  @Override
  default void warn(String line) {
    throw new AssertionError("there is nothing to warn of: " + line);
  }

  @Override
  default void pause(Duration time) {
    throw new AssertionError("there is nothing to wait for");
  }
}
