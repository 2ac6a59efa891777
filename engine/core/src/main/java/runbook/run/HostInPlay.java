package runbook.run;

import java.util.Optional;
import runbook.connection.Become;
import runbook.event.Listener;
import runbook.plan.PlannedHost;
import runbook.playbook.Play;
import runbook.playbook.Task;

/** A host that goes through a play, with all it works with. */
record HostInPlay(Play play, PlannedHost host, Session session, Rig rig) {

  String name() {
    return host.name();
  }

  Gathering gathering() {
    return rig.gathering();
  }

  Options options() {
    return rig.options();
  }

  Listener listener() {
    return rig.listener();
  }

  /** The host as the one that its own steps act on. */
  ActingHost acting() {
    return new ActingHost(session, host);
  }

  /** The user that a task acts as on the host itself. */
  Optional<Become> become(Task task) {
    return acting().become(task, play, false);
  }
}
