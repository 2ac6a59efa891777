package runbook.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Leased;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.event.Listener;
import runbook.plan.PlannedHost;
import runbook.step.Patience;
import runbook.step.Prospects;
import runbook.step.StepFailed;
import runbook.step.Target;

/** The sessions of a run: one for each host, whether it is played on or others act on it. */
final class Sessions {

  private final Map<String, PlannedHost> delegates;
  private final Target.Opener opener;
  private final Listener listener;
  private final Prospects prospects = new Prospects();
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  Sessions(Map<String, PlannedHost> delegates, Target.Opener opener, Listener listener) {
    this.delegates = delegates;
    this.opener = opener;
    this.listener = listener;
  }

  synchronized Session of(String host) {
    return sessions.computeIfAbsent(host, name -> new Session(name, opener, listener, prospects));
  }

  synchronized List<Session> all() {
    return List.copyOf(sessions.values());
  }

  /** The host on which a step acts for another, connected when it is needed first. */
  ActingHost delegate(String name, Patience patience) throws StepFailed, InterruptedException {
    var host =
        Optional.ofNullable(delegates.get(name))
            .orElseThrow(() ->
                new StepFailed(
                    Failure.of(
                        "what the inventory says of '%s' has problems".formatted(name),
                        "'runbook inventory --host %s' tells them".formatted(name))));
    var session = of(name);
    if (session.isLost()) {
      throw new StepFailed(name + ", to which it is delegated, has been lost");
    }
    try {
      session.join(host, patience);
    } catch (Unreachable e) {
      throw new StepFailed(lost(name, e));
    } catch (Leased e) {
      throw new StepFailed("it is delegated to %s: %s".formatted(name, e.getMessage()));
    }
    return new ActingHost(session, host);
  }

  /** That another host cannot be reached is a failure of the step, not the loss of this one. */
  static Failure lost(String name, Unreachable e) {
    var message = e.getMessage();
    var named = message.startsWith(name + ": ") ? message : name + ": " + message;
    return Failure.of("it is delegated to " + named, e.hint());
  }
}
