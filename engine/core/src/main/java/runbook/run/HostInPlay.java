package runbook.run;

import java.util.Optional;
import runbook.connection.BecomeUser;
import runbook.event.RunListener;
import runbook.plan.PlannedHost;
import runbook.playbook.Play;
import runbook.playbook.Task;

/** A host in a play, with everything it works with. */
record HostInPlay(
    Play play, PlannedHost host, HostSession hostSession, PlayResources playResources) {

  String name() {
    return host.name();
  }

  PlayCoordinator coordinator() {
    return playResources.playCoordinator();
  }

  RunOptions options() {
    return playResources.runOptions();
  }

  RunListener listener() {
    return playResources.runListener();
  }

  /** Returns this host as the one where its own steps act. */
  ActingHost acting() {
    return new ActingHost(hostSession, host);
  }

  /** Returns the user as which a task acts on this host. */
  Optional<BecomeUser> become(Task task) {
    return acting().become(task, play, false);
  }
}
