package runbook.run;

import java.util.Locale;
import java.util.Optional;
import runbook.connection.BecomeUser;
import runbook.connection.Endpoint;
import runbook.plan.PlannedHost;
import runbook.playbook.BecomeSettings;
import runbook.playbook.Play;
import runbook.playbook.Task;

/** The host where a step acts: its own, or the one it is delegated to. */
record ActingHost(HostSession hostSession, PlannedHost host) {

  /** Returns the user to act as; empty for the login user. */
  Optional<BecomeUser> become(Task task, Play play, boolean delegated) {
    // The play's settings are meant for its hosts, not for the controller.
    var outer =
        delegated && host.endpoint().connectionType() == Endpoint.ConnectionType.LOCAL
            ? BecomeSettings.INHERITED
            : play.become();
    var how = task.inherited().become().within(outer).within(host.become());
    if (!how.become().orElse(false)) {
      return Optional.empty();
    }
    var user = how.user().orElse("root");
    if (user.equals(hostSession.target().loginFacts().get("user"))) {
      return Optional.empty();
    }
    var method = BecomeUser.Method.valueOf(how.method().orElse("sudo").toUpperCase(Locale.ROOT));
    return Optional.of(new BecomeUser(method, user, host.becomePassword()));
  }
}
