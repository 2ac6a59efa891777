package runbook.run;

import java.time.Duration;
import java.util.Optional;
import runbook.connection.BecomeUser;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.plan.PlannedHost;
import runbook.playbook.Play;
import runbook.playbook.Task;
import runbook.step.Target;
import runbook.step.TaskNotes;

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

  /** Returns how far an earlier run, which this one resumes, got on this host. */
  EarlierRun.EarlierHost earlier() {
    return playResources.earlierPlay().host(name());
  }

  /** Reports what the host begins outside of its steps; returns the time, in nanoseconds. */
  long begin(Event.Activity activity, String what) {
    listener().on(new Event.HostWaits(name(), activity, what));
    return System.nanoTime();
  }

  /** Reports what the host has done outside of its steps since {@code began}, in nanoseconds. */
  void spent(Event.Activity activity, String what, long began) {
    var took = Duration.ofNanos(System.nanoTime() - began);
    listener().on(new Event.TimeSpent(name(), activity, what, took));
  }

  /** Returns this host as the one where its own steps act. */
  ActingHost acting() {
    return new ActingHost(hostSession, host);
  }

  /** Returns how a task acts, as this user. */
  Target.TargetOptions targetOptions(Task task, Optional<BecomeUser> become) {
    var targetOptions =
        new Target.TargetOptions(become, options().detail(), task.settings().timeout())
            .noting(playResources.followUps().notes(name(), task));
    return task.settings().noLog() ? targetOptions.secret() : targetOptions;
  }

  /** Returns how a call acts; the output of one that may show a secret is not kept on the host. */
  Target.TargetOptions targetOptions(
      Task task, Optional<BecomeUser> become, OutputRule outputRule) {
    var all = targetOptions(task, become);
    return outputRule == OutputRule.ALL
        ? all
        : all.noting(all.taskNotes().map(TaskNotes::withoutOutput)).secret();
  }

  /** Returns the user as which a task acts on this host. */
  Optional<BecomeUser> become(Task task) {
    return acting().become(task, play, false);
  }
}
