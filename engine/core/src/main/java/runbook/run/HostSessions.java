package runbook.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.event.RunListener;
import runbook.plan.PlannedHost;
import runbook.step.PerformedActions;
import runbook.step.SharedForesight;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.step.WaitStrategy;

/** The sessions of a run: one for each host that is played on or acted on by others. */
final class HostSessions {

  private final Map<String, PlannedHost> delegates;
  private final Target.Opener opener;
  private final RunListener runListener;
  private final SharedForesight sharedForesight = new SharedForesight();
  private final PerformedActions performedActions = new PerformedActions();
  private final ResultMemory resultMemory = ResultMemory.ofJava();
  private final Map<String, HostSession> sessions = new LinkedHashMap<>();

  HostSessions(Map<String, PlannedHost> delegates, Target.Opener opener, RunListener runListener) {
    this.delegates = delegates;
    this.opener = opener;
    this.runListener = runListener;
  }

  synchronized HostSession of(String host) {
    return sessions.computeIfAbsent(
        host,
        name ->
            new HostSession(
                name, opener, runListener, sharedForesight, performedActions, resultMemory));
  }

  synchronized List<HostSession> all() {
    return List.copyOf(sessions.values());
  }

  /** Returns the host on which a step acts for another; connects on first use. */
  ActingHost delegate(String name, WaitStrategy waitStrategy)
      throws StepFailed, InterruptedException {
    var host =
        Optional.ofNullable(delegates.get(name))
            .orElseThrow(() ->
                new StepFailed(
                    Failure.of(
                        "the inventory entry of '%s' has errors".formatted(name),
                        "run 'runbook inventory --host %s' to see them".formatted(name))));
    var hostSession = of(name);
    if (hostSession.isLost()) {
      throw new StepFailed("it is delegated to " + name + ", which was lost");
    }
    try {
      hostSession.join(host, waitStrategy);
    } catch (Unreachable e) {
      throw new StepFailed(lost(name, e));
    } catch (LeaseTaken e) {
      throw new StepFailed("it is delegated to %s: %s".formatted(name, e.getMessage()));
    }
    return new ActingHost(hostSession, host);
  }

  /** Turns another host's connection error into a failure of the step; this host is not lost. */
  static Failure lost(String name, Unreachable e) {
    var message = e.getMessage();
    var named = message.startsWith(name + ": ") ? message : name + ": " + message;
    return Failure.of("it is delegated to " + named, e.hint());
  }
}
