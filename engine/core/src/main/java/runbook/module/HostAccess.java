package runbook.module;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A host, as a {@link Question} uses it. */
public interface HostAccess {

  /** Runs a script on the host as the task's user. The script must change nothing that lasts. */
  ScriptOutput run(Script script) throws Unobtainable, InterruptedException;

  /**
   * Returns an address to connect to in order to reach a port under the name or address that the
   * host uses. It is valid until the question is answered.
   */
  InetSocketAddress entrance(String address, int port) throws Unobtainable, InterruptedException;

  /**
   * Tries to connect to ports from the host, all at once. A port that does not reply in time is
   * silent.
   */
  List<PortProbeResult> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unobtainable, InterruptedException;

  /** Reports whether to avoid even temporary changes, as in check mode. */
  boolean isCheckMode();

  /** Shows the user a line. */
  void showMessage(String line);

  /** Shows the user a warning, which is not a failure. */
  void warn(String line);

  void pause(Duration time) throws InterruptedException;
}
