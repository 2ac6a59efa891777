package runbook.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Want;

/** Lets a host go down, and waits until it is there again. */
record HostReturn(Target target, StepServices stepServices, Target.TargetOptions how) {

  private static final String STILL_UP = "the host has not gone down yet";

  /** Returns how long the host was away. */
  Duration await(Want.Reconnect want) throws StepFailed, Unreachable, InterruptedException {
    var hostReconnector = stepServices.hostReconnector();
    var before = state(want.identity());
    var wait =
        stepServices.waiting(hostReconnector.waitStrategy()).begin(want.within(), Optional.empty());
    long began = hostReconnector.waitStrategy().nanos();
    leave(want);
    var missing = STILL_UP;
    while (wait.goesOn("%s: %s".formatted(want.label(), missing))) {
      try {
        hostReconnector.reopen();
        missing = missing(want, before);
        if (missing.isEmpty()) {
          return Duration.ofNanos(hostReconnector.waitStrategy().nanos() - began);
        }
      } catch (Unreachable | LeaseTaken e) {
        missing = e.getMessage();
      }
    }
    var message =
        "%s: the host did not come back within %s: %s"
            .formatted(want.label(), StepServices.words(want.within()), missing);
    if (target.isOpen()) {
      throw new StepFailed(Failure.of(message));
    }
    throw new Unreachable(message, "look at the host's console, or give it a longer timeout", null);
  }

  private void leave(Want.Reconnect want) throws StepFailed, InterruptedException {
    try {
      var ran = run(want.runCommand());
      if (ran.exit() != 0) {
        var script = want.runCommand().script();
        throw new StepFailed(
            StepFailed.failure(
                script.text(), script.failureHint(), ran.exit(), ran.out(), ran.err()));
      }
    } catch (Unreachable e) {
      // It went down before it could say that it does.
      stepServices.progress().accept(want.label() + ": the host went down");
    }
  }

  /** Returns why the host is not ready yet; empty if it is. */
  private String missing(Want.Reconnect want, String before)
      throws StepFailed, Unreachable, InterruptedException {
    if (state(want.identity()).equals(before)) {
      return STILL_UP;
    }
    if (want.ready().isEmpty()) {
      return "";
    }
    var ran = run(want.ready().get());
    return ran.exit() == 0
        ? ""
        : "it is there again, but '%s' exits with %d: %s"
            .formatted(
                want.ready().get().script().text(), ran.exit(), (ran.out() + ran.err()).strip());
  }

  private Target.CommandOutput run(Change.RunCommand command)
      throws StepFailed, Unreachable, InterruptedException {
    return target
        .perform(List.of(command), List.of(), how.noting(Optional.empty()))
        .ran()
        .orElseThrow();
  }

  private String state(Fact<String> fact) throws StepFailed, Unreachable, InterruptedException {
    return switch (target.look(List.of(fact), how).getFirst()) {
      case Known<?>(Object state) -> state.toString();
      case Invalid<?>(String why) ->
          throw new StepFailed("%s cannot be read: %s".formatted(fact.label(), why));
      case Unknown<?>(String why) -> throw new IllegalStateException("a look is known: " + why);
    };
  }
}
