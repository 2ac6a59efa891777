package runbook.module;

import java.time.Duration;

/** A host, for questions that the controller asks by way of it. */
public interface Passage {

  /** Runs a script there, which changes nothing that lasts, as the user the task acts as. */
  Answer run(Script script) throws Unobtainable, InterruptedException;

  /** A way to a port, which the host reaches under this name or address. */
  Tunnel tunnel(String address, int port) throws NoTunnel, InterruptedException;

  /** In check mode not even what would be taken back may be tried. */
  boolean rehearsal();

  /** A line for the user to read. */
  void tell(String line);

  void pause(Duration time) throws InterruptedException;
}
