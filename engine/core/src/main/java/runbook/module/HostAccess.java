package runbook.module;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A host, for questions that the controller asks by way of it. */
public interface HostAccess {

  /** Runs a script there, which changes nothing that lasts, as the user the task acts as. */
  ScriptOutput run(Script script) throws Unobtainable, InterruptedException;

  /**
   * Where to connect to in order to reach a port, which the host reaches under this name or
   * address. It leads there until the question is answered.
   */
  InetSocketAddress entrance(String address, int port) throws Unobtainable, InterruptedException;

  /**
   * Tries to connect to ports, as the host reaches them, all at once; what has not come back within
   * that time is silent.
   */
  List<PortProbeResult> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unobtainable, InterruptedException;

  /** In check mode not even what would be taken back may be tried. */
  boolean isCheckMode();

  /** A line for the user to read. */
  void showMessage(String line);

  /** A line for the user to heed, which is no failure. */
  void warn(String line);

  void pause(Duration time) throws InterruptedException;
}
