package runbook.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.event.Outcome;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Difference;
import runbook.module.Module;
import runbook.module.Want;
import runbook.plan.Misfit;
import runbook.plan.Preparation;
import runbook.plan.Prepared;
import runbook.playbook.Task;
import runbook.step.Account;
import runbook.step.Call;
import runbook.step.Pace;
import runbook.step.Picture;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.Scope;

/** One call of a task's module, judged by the module and by what the user says of it. */
final class Attempt {

  private final Task task;
  private final Session session;
  private final Preparation preparation;
  private final Target.Manner manner;
  private final boolean check;
  private final Pace pace;
  private final Unknown<?> unrun;

  Attempt(
      Task task,
      Session session,
      Preparation preparation,
      Target.Manner manner,
      boolean check,
      Pace pace) {
    this.task = task;
    this.session = session;
    this.preparation = preparation;
    this.manner = manner;
    this.check = check;
    this.pace = pace;
    this.unrun =
        new Unknown<>("the result of '" + task.name() + "', which check mode does not run");
  }

  Came of(Prepared.Call call, Module module) throws Unreachable, InterruptedException {
    try {
      return call(call, module);
    } catch (StepFailed e) {
      return failed(e.failure(), Came.NOTHING);
    } catch (Misfit e) {
      return failed(Failure.of(e.problems()), Came.NOTHING);
    }
  }

  /** Time goes by before the next attempt: that one looks at the host anew. */
  void lapse() {
    picture().lapse();
  }

  Knowledge<ConditionResult> judge(Condition condition, Prepared.Call call, Object result)
      throws Misfit {
    return preparation.judge(condition, resultScope(call.scope(), result));
  }

  private Picture picture() {
    return session.picture();
  }

  private Came call(Prepared.Call call, Module module)
      throws StepFailed, Misfit, Unreachable, InterruptedException {
    boolean harmless = task.settings().rules().changed().isPresent() && neverChanges(call.scope());
    var account =
        new Call(session.target(), picture(), check, harmless, manner, pace).of(told(module));
    boolean isKnown = !account.unrun() && account.unsure().isEmpty();
    Object result = isKnown ? Results.of(account) : unrun;
    var scope = resultScope(call.scope(), result);
    if (hasFailed(account, scope)) {
      return failed(failure(account), new Came(result, new Outcome.Ok(), account));
    }
    var outcome = outcome(account, harmless, scope);
    return new Came(result, outcome, account).with("changed", outcome instanceof Outcome.Changed);
  }

  /** What a task runs is named to the user, here and later, unless the task is not to be shown. */
  private Module told(Module module) {
    return task.settings().noLog()
        ? () ->
            module.wants().stream()
                .map(want ->
                    want instanceof Want.Perform(var _, var exec, var effect, var due, var writes)
                        ? new Want.Perform(task.name(), exec, effect, due, writes)
                        : want)
                .toList()
        : module;
  }

  private Outcome outcome(Account account, boolean harmless, Scope scope) throws Misfit {
    var differences = task.settings().noLog() ? List.<Difference>of() : account.differences();
    if (account.unsure().isPresent()) {
      picture().cloud(uncertain());
      // That it changes something whatever it prints is the user's word.
      return account.unrun()
              && task.settings().rules().changed().isPresent()
              && alwaysChanges(scope)
          ? new Outcome.Changed(differences)
          : new Outcome.Unsure(
              task.settings().noLog() ? "withheld by no_log" : account.unsure().get());
    }
    if (account.unrun() && harmless) {
      return new Outcome.Skipped("check mode does not run commands; this one changes nothing");
    }
    if (task.settings().rules().changed().isEmpty()) {
      return account.changed() ? new Outcome.Changed(differences) : new Outcome.Ok();
    }
    return switch (preparation.judge(task.settings().rules().changed().get(), scope)) {
      case Known(ConditionResult result) when result.isTrue() -> new Outcome.Changed(differences);
      case Known<ConditionResult> _ -> new Outcome.Ok();
      case Unknown(String why) -> new Outcome.Unsure(why);
      case Invalid(String why) -> new Outcome.Unsure(why);
    };
  }

  private boolean hasFailed(Account account, Scope scope) throws Misfit {
    if (task.settings().rules().failed().isEmpty()) {
      return account.ran().filter(ran -> ran.exit() != 0).isPresent();
    }
    return preparation
        .judge(task.settings().rules().failed().get(), scope)
        .is(ConditionResult::isTrue);
  }

  /** Whether the user's {@code changed_when} is false whatever the result. */
  private boolean neverChanges(Scope scope) throws Misfit {
    Condition condition = task.settings().rules().changed().orElseThrow();
    return preparation.judge(condition, resultScope(scope, unrun)).is(ConditionResult::isFalse);
  }

  private boolean alwaysChanges(Scope scope) throws Misfit {
    return preparation
        .judge(task.settings().rules().changed().orElseThrow(), scope)
        .is(ConditionResult::isTrue);
  }

  private Scope resultScope(Scope scope, Object result) {
    var wider = scope.with("result", result);
    return task.settings().register().isPresent()
        ? wider.with(task.settings().register().get(), result)
        : wider;
  }

  /** Check mode cannot tell what it will come to, nor what it will change. */
  Came unsure(String why) {
    picture().unknown(uncertain());
    return unknown(why);
  }

  /** Check mode cannot tell what it will come to, but what it may change. */
  Came unsure(Module module, String why) {
    picture().cloud(uncertain());
    picture().doubt(module.wants());
    return unknown(why);
  }

  private Came unknown(String why) {
    var unknown = new LinkedHashMap<String, Object>();
    task.assigned().forEach(name -> unknown.put(name, new Unknown<>(why)));
    return new Came(unrun, new Outcome.Unsure(task.settings().noLog() ? "withheld by no_log" : why))
        .having(unknown);
  }

  private String uncertain() {
    return "'" + task.name() + "' cannot be foretold";
  }

  private static Failure failure(Account account) {
    var command = account.failure();
    return command.isEmpty()
        ? Failure.of("failed_when is true")
        : Failure.of(
            command.get().exit() == 0
                ? "failed_when is true"
                : "the command exited with " + command.get().exit(),
            command.get());
  }

  /** The step fails with what it came to. */
  Came failed(Failure failure, Came came) {
    var shown = task.settings().noLog() ? failure.withheld() : failure;
    var kept = new LinkedHashMap<Object, Object>(Results.flags(false, true, false));
    if (came.result() instanceof Map<?, ?> result) {
      kept.putAll(result);
    }
    kept.put("failed", true);
    kept.put("msg", failure.message());
    return came.as(kept, new Outcome.Failed(shown, task.settings().ignoreErrors()));
  }
}
