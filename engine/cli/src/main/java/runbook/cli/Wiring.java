package runbook.cli;

import java.util.Optional;
import java.util.function.Consumer;
import runbook.connection.Connector;
import runbook.connection.Lease;
import runbook.connection.ssh.Connectors;
import runbook.connection.ssh.Settings;
import runbook.lab.LabFolder;
import runbook.step.ShellTarget;
import runbook.step.Target;

/** How commands reach hosts. */
final class Wiring implements AutoCloseable {

  private final Connector connector;

  Wiring(Consumer<String> warnings, Optional<Lease> lease) {
    this(Settings.own(warnings), lease);
  }

  private Wiring(Settings settings, Optional<Lease> lease) {
    this.connector = new Connectors(settings, lease);
  }

  /** To the hosts of a lab: the user's own keys and configuration lead to production. */
  static Wiring into(LabFolder folder, Consumer<String> warnings, Optional<Lease> lease) {
    var own = Settings.own(warnings);
    return new Wiring(
        new Settings(folder.home(), "root", Optional.empty(), own.heartbeat(), warnings), lease);
  }

  Target.Opener opener() {
    return endpoint -> new ShellTarget(connector.connect(endpoint));
  }

  @Override
  public void close() {
    connector.close();
  }
}
