package runbook.cli;

import java.util.Optional;
import java.util.function.Consumer;
import runbook.connection.Connector;
import runbook.connection.Lease;
import runbook.connection.ssh.Connectors;
import runbook.connection.ssh.Settings;
import runbook.step.ShellTarget;
import runbook.step.Target;

/** How commands reach hosts. */
final class Wiring implements AutoCloseable {

  private final Connector connector;

  Wiring(Consumer<String> warnings, Optional<Lease> lease) {
    this.connector = new Connectors(Settings.own(warnings), lease);
  }

  Target.Opener opener() {
    return endpoint -> new ShellTarget(connector.connect(endpoint));
  }

  @Override
  public void close() {
    connector.close();
  }
}
