package runbook.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.Listener;
import runbook.event.Outcome;
import runbook.module.Module;
import runbook.module.Want;
import runbook.plan.Misfit;
import runbook.plan.Preparation;
import runbook.plan.Prepared;
import runbook.playbook.Task;
import runbook.step.Account;
import runbook.step.Call;
import runbook.step.Pace;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.value.Condition;
import runbook.value.Scope;
import runbook.value.Unknown;
import runbook.value.Verdict;

/** One task on one host, with all items of its loop. */
final class TaskRun {

  /**
   * What it came to.
   *
   * @param result what {@code register} keeps
   * @param changed whether its handlers are called
   * @param failed whether the play ends for the host
   */
  record Ending(Object result, boolean changed, boolean failed) {}

  private final Task task;
  private final Session session;
  private final Gathering gathering;
  private final Preparation preparation;
  private final Target.Manner manner;
  private final boolean check;
  private final Listener listener;
  private final Unknown unrun;

  private boolean changed;
  private boolean failed;

  TaskRun(
      Task task,
      Session session,
      Gathering gathering,
      Preparation preparation,
      Target.Manner manner,
      boolean check,
      Listener listener) {
    this.task = task;
    this.session = session;
    this.gathering = gathering;
    this.preparation = preparation;
    this.manner = manner;
    this.check = check;
    this.listener = listener;
    this.unrun = new Unknown("the result of '" + task.name() + "', which check mode does not run");
  }

  Ending run(Prepared prepared) throws Unreachable, InterruptedException {
    long began = System.nanoTime();
    return switch (prepared) {
      case Prepared.Skipped(String why) -> {
        tell("", new Outcome.Skipped(why), began);
        yield new Ending(Results.flags(false, false, true), false, false);
      }
      case Prepared.Uncertain(String why) -> {
        session.picture().cloud("'" + task.name() + "' cannot be foretold");
        tell("", new Outcome.Unsure(why), began);
        yield new Ending(unrun, false, false);
      }
      case Prepared.Refused refused -> {
        var result = fail("", Failure.of(refused.problems()), began);
        yield new Ending(result, false, failed);
      }
      case Prepared.Ready ready -> calls(ready);
    };
  }

  private Ending calls(Prepared.Ready ready) throws Unreachable, InterruptedException {
    var results = new ArrayList<>();
    for (var call : ready.calls()) {
      var item = task.noLog() && ready.looped() ? "item " + (results.size() + 1) : call.item();
      results.add(one(new Prepared.Call(item, call.decision(), call.scope())));
      if (failed) {
        break;
      }
    }
    Object result = ready.looped() ? Results.list(results) : results.getFirst();
    return new Ending(result, changed, failed);
  }

  private Object one(Prepared.Call call) throws Unreachable, InterruptedException {
    long began = System.nanoTime();
    switch (call.decision()) {
      case Prepared.Decision.Skip(String why) -> {
        tell(call.item(), new Outcome.Skipped(why), began);
        return Results.flags(false, false, true);
      }
      case Prepared.Decision.Unsure(String why) -> {
        session.picture().cloud("'" + task.name() + "' cannot be foretold");
        tell(call.item(), new Outcome.Unsure(why), began);
        return unrun;
      }
      case Prepared.Decision.Run(Module module) -> {
        listener.on(new Event.StepBegan(session.name(), step(call.item())));
        try {
          return call(call, module, began);
        } catch (StepFailed e) {
          return fail(call.item(), e.failure(), began);
        } catch (Misfit e) {
          return fail(call.item(), Failure.of(e.problems()), began);
        }
      }
    }
  }

  private Object call(Prepared.Call call, Module module, long began)
      throws StepFailed, Misfit, Unreachable, InterruptedException {
    boolean harmless = task.changedWhen().isPresent() && neverChanges(call.scope());
    var account =
        new Call(session.target(), session.picture(), check, harmless, manner, pace(call.item()))
            .of(told(module));
    boolean isKnown = !account.unrun() && account.unsure().isEmpty();
    Object result = isKnown ? Results.of(account) : unrun;
    var scope = resultScope(call.scope(), result);
    if (hasFailed(account, scope)) {
      var values = result instanceof Map<?, ?> map ? map : Map.of();
      return fail(call.item(), failure(account), began, values);
    }
    var outcome = outcome(account, harmless, scope);
    if (outcome instanceof Outcome.Changed) {
      changed = true;
    }
    tell(call.item(), outcome, began);
    if (result instanceof Map<?, ?> map) {
      return with(map, "changed", outcome instanceof Outcome.Changed);
    }
    return result;
  }

  private Pace pace(String item) {
    return new Pace(gathering, gathering.supplies(), progress -> waits(item, progress));
  }

  private void waits(String item, String progress) {
    if (!task.noLog()) {
      listener.on(new Event.StepWaits(session.name(), step(item), progress));
    }
  }

  /** What a task runs is named to the user, here and later, unless the task is not to be shown. */
  private Module told(Module module) {
    return task.noLog()
        ? () ->
            module.wants().stream()
                .map(want ->
                    want instanceof Want.Perform(var _, var exec, var effect, var due)
                        ? new Want.Perform(task.name(), exec, effect, due)
                        : want)
                .toList()
        : module;
  }

  private Outcome outcome(Account account, boolean harmless, Scope scope) throws Misfit {
    var differences = task.noLog() ? List.<runbook.module.Difference>of() : account.differences();
    if (account.unsure().isPresent()) {
      session.picture().cloud("'" + task.name() + "' cannot be foretold");
      // That it changes something whatever it prints is the user's word.
      return account.unrun() && task.changedWhen().isPresent() && alwaysChanges(scope)
          ? new Outcome.Changed(differences)
          : new Outcome.Unsure(task.noLog() ? "withheld by no_log" : account.unsure().get());
    }
    if (account.unrun() && harmless) {
      return new Outcome.Skipped("check mode does not run commands; this one changes nothing");
    }
    if (task.changedWhen().isEmpty()) {
      return account.changed() ? new Outcome.Changed(differences) : new Outcome.Ok();
    }
    return switch (preparation.judge(task.changedWhen().get(), scope)) {
      case Verdict.Yes() -> new Outcome.Changed(differences);
      case Verdict.No(String why) -> new Outcome.Ok();
      case Verdict.Maybe(String why) -> new Outcome.Unsure(why);
    };
  }

  private boolean hasFailed(Account account, Scope scope) throws Misfit {
    if (task.failedWhen().isEmpty()) {
      return account.ran().filter(ran -> ran.exit() != 0).isPresent();
    }
    return preparation.judge(task.failedWhen().get(), scope) instanceof Verdict.Yes;
  }

  /** Whether the user's {@code changed_when} is false whatever the result. */
  private boolean neverChanges(Scope scope) throws Misfit {
    Condition condition = task.changedWhen().orElseThrow();
    return preparation.judge(condition, resultScope(scope, unrun)) instanceof Verdict.No;
  }

  private boolean alwaysChanges(Scope scope) throws Misfit {
    return preparation.judge(task.changedWhen().orElseThrow(), scope) instanceof Verdict.Yes;
  }

  private Scope resultScope(Scope scope, Object result) {
    var wider = scope.with("result", result);
    return task.register().isPresent() ? wider.with(task.register().get(), result) : wider;
  }

  private Failure failure(Account account) {
    if (account.ran().isEmpty() || account.command().isEmpty()) {
      return Failure.of("failed_when is true");
    }
    var ran = account.ran().get();
    // Errors last: what is cut off at the top is the least that is missed.
    var lines = Stream.concat(ran.out().lines(), ran.err().lines()).toList();
    return Failure.of(
        ran.exit() == 0 ? "failed_when is true" : "the command exited with " + ran.exit(),
        new Failure.CommandFailure(
            account.command(),
            ran.exit(),
            lines.subList(Math.max(0, lines.size() - 20), lines.size())));
  }

  private Object fail(String item, Failure failure, long began) {
    return fail(item, failure, began, Map.of());
  }

  private Object fail(String item, Failure failure, long began, Map<?, ?> result) {
    failed = !task.ignoreErrors();
    var shown = task.noLog() ? failure.withheld() : failure;
    tell(item, new Outcome.Failed(shown, task.ignoreErrors()), began);
    var kept = new LinkedHashMap<Object, Object>(Results.flags(false, true, false));
    kept.putAll(result);
    kept.put("failed", true);
    kept.put("msg", failure.message());
    return kept;
  }

  private static Map<Object, Object> with(Map<?, ?> map, String key, Object value) {
    var more = new LinkedHashMap<Object, Object>(map);
    more.put(key, value);
    return more;
  }

  private void tell(String item, Outcome outcome, long began) {
    Duration took = Since.nanos(began);
    listener.on(new Event.StepEnded(session.name(), step(item), outcome, took));
  }

  private Event.Step step(String item) {
    return new Event.Step(task.at(), task.name(), task.module().raw(), item);
  }
}
