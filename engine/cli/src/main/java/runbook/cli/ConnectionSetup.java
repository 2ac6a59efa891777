package runbook.cli;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import runbook.connection.Connector;
import runbook.connection.KeptConnections;
import runbook.connection.Lease;
import runbook.connection.ssh.HostConnector;
import runbook.connection.ssh.SshSettings;
import runbook.lab.LabFolder;
import runbook.step.RequestListener;
import runbook.step.ShellTarget;
import runbook.step.Target;

/** Connects commands to hosts. */
final class ConnectionSetup implements AutoCloseable {

  private final Connector connector;

  ConnectionSetup(Consumer<String> warnings, Optional<Lease> lease) {
    this(SshSettings.own(warnings), lease);
  }

  private ConnectionSetup(SshSettings sshSettings, Optional<Lease> lease) {
    this(new HostConnector(sshSettings, lease));
  }

  private ConnectionSetup(Connector connector) {
    this.connector = connector;
  }

  /**
   * Connects to the hosts of a lab, without the user's keys and configuration: these lead to
   * production.
   */
  static ConnectionSetup forLab(
      LabFolder folder, Consumer<String> warnings, Optional<Lease> lease) {
    var own = SshSettings.own(warnings);
    return new ConnectionSetup(
        new SshSettings(folder.home(), "root", Optional.empty(), own.heartbeat(), warnings), lease);
  }

  /** Returns the same connections, but kept from one run to the next. */
  ConnectionSetup keeping() {
    return new ConnectionSetup(new KeptConnections(connector));
  }

  Target.Opener opener() {
    return opener(_ -> RequestListener.NONE);
  }

  /**
   * Returns how to connect to hosts.
   *
   * @param requestListeners gives the listener for the host of a name
   */
  Target.Opener opener(Function<String, RequestListener> requestListeners) {
    return endpoint ->
        new ShellTarget(connector.connect(endpoint), requestListeners.apply(endpoint.host()));
  }

  @Override
  public void close() {
    connector.close();
  }
}
