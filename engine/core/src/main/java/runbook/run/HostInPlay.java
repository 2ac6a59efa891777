package runbook.run;

import java.util.Optional;
import runbook.connection.BecomeUser;
import runbook.event.RunListener;
import runbook.plan.PlannedHost;
import runbook.playbook.Play;
import runbook.playbook.Task;

/** A host that goes through a play, with all it works with. */
record HostInPlay(
    Play play, PlannedHost host, HostSession hostSession, PlayResources playResources) {

  String name() {
    return host.name();
  }

  PlayCoordinator gathering() {
    return playResources.playCoordinator();
  }

  RunOptions options() {
    return playResources.runOptions();
  }

  RunListener listener() {
    return playResources.runListener();
  }

  /** The host as the one that its own steps act on. */
  ActingHost acting() {
    return new ActingHost(hostSession, host);
  }

  /** The user that a task acts as on the host itself. */
  Optional<BecomeUser> become(Task task) {
    return acting().become(task, play, false);
  }
}
