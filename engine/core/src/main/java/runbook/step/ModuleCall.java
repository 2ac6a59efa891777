package runbook.step;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Unobtainable;
import runbook.module.Want;

/** Processes the wants of a module in order until one cannot be met. */
public final class ModuleCall {

  private final HostStateCache hostStateCache;
  private final RunMode runMode;
  private final Target.TargetOptions targetOptions;
  private final boolean harmless;
  private final StepServices stepServices;
  private final Target target;

  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private Optional<String> unsure = Optional.empty();
  private Optional<Target.CommandOutput> ran = Optional.empty();
  private String command = "";
  private boolean changed;
  private boolean unrun;
  private Foresight settled = new Foresight(new HostLinks());
  private boolean waits;
  private final List<String> told = new ArrayList<>();
  private final Map<String, Object> variables = new LinkedHashMap<>();

  /** Prepares a call on its own, without other hosts or listeners. */
  public ModuleCall(
      Target target,
      HostStateCache hostStateCache,
      boolean check,
      boolean harmless,
      Target.TargetOptions targetOptions) {
    this(target, hostStateCache, check, harmless, targetOptions, StepServices.standalone());
  }

  /**
   * Prepares a call.
   *
   * @param harmless whether the user declares that the module's commands change nothing
   */
  public ModuleCall(
      Target target,
      HostStateCache hostStateCache,
      boolean check,
      boolean harmless,
      Target.TargetOptions targetOptions,
      StepServices stepServices) {
    this(
        target,
        hostStateCache,
        RunMode.of(check, target, hostStateCache, stepServices),
        harmless,
        targetOptions,
        stepServices);
  }

  private ModuleCall(
      Target target,
      HostStateCache hostStateCache,
      RunMode runMode,
      boolean harmless,
      Target.TargetOptions targetOptions,
      StepServices stepServices) {
    this.hostStateCache = hostStateCache;
    this.target = target;
    this.runMode = runMode;
    this.harmless = harmless;
    this.targetOptions = targetOptions;
    this.stepServices = stepServices;
  }

  /** Prepares a call that only predicts what it would send. */
  static ModuleCall predicting(
      PredictMode predictMode,
      HostStateCache hostStateCache,
      Target target,
      Target.TargetOptions targetOptions) {
    return new ModuleCall(
        target, hostStateCache, predictMode, false, targetOptions, StepServices.standalone());
  }

  /** Returns the facts of a module, all of which can be read before it is called. */
  public static List<Fact<?>> facts(Module module) {
    var facts = new ArrayList<Fact<?>>();
    for (var want : module.wants()) {
      switch (want) {
        case Want.Reach<?> reach -> facts.add(reach.fact());
        case Want.Require<?> require -> facts.add(require.fact());
        case Want.Look<?> look -> facts.add(look.fact());
        case Want.Await<?> await -> facts.add(await.fact());
        case Want.Obtain<?> obtain -> facts.add(obtain.given());
        case Want.Consult consult -> {}
        case Want.Perform perform -> perform.due().ifPresent(facts::add);
        case Want.Pause _, Want.Tell _, Want.Assign _, Want.Refuse _, Want.Reconnect _ -> {}
      }
    }
    return facts;
  }

  public CallResult run(Module module) throws StepFailed, Unreachable, InterruptedException {
    var facts = facts(module);
    var wants = module.wants();
    settled = hostStateCache.foreseen();
    try {
      hostStateCache.look(facts, targetOptions);
      settled = hostStateCache.foreseen();
      take(wants);
    } catch (StepFailed e) {
      // Pending changes will not be carried out.
      hostStateCache.restoreForesight(settled);
      throw e;
    } catch (UncheckedIOException e) {
      // Resources that the module keeps on the controller do not help it here.
      hostStateCache.restoreForesight(settled);
      throw new StepFailed(Failure.of(e.getCause().getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      // From here on a module works with what the host said, which may be anything.
      hostStateCache.restoreForesight(settled);
      throw new StepFailed(Failure.unexpected(e));
    }
    return new CallResult(
        changed, unsure, unrun, differences, values, ran, command, told, variables);
  }

  private void take(List<Want> wants) throws StepFailed, Unreachable, InterruptedException {
    for (var want : wants) {
      switch (want) {
        case Want.Reach<?> reach -> reach(reach);
        case Want.Require<?> require -> require(require);
        case Want.Look<?> look -> look(look);
        case Want.Await<?> await -> await(await);
        case Want.Obtain<?> obtain -> obtain(obtain);
        case Want.Consult consult -> consult(consult);
        case Want.Perform perform -> perform(perform);
        case Want.Reconnect reconnect -> reconnect(reconnect);
        case Want.Pause(Duration time) -> pause(time);
        case Want.Tell(String text) -> told.add(text);
        case Want.Assign(var assigned) -> variables.putAll(assigned);
        case Want.Refuse(String message, String hint) ->
            throw new StepFailed(Failure.of(message, hint));
      }
      if (unsure.isPresent() || waits) {
        // Everything the module wants before the wait is done by then.
        var open =
            want instanceof Want.Await ? wants.subList(wants.indexOf(want), wants.size()) : wants;
        hostStateCache.doubt(open);
        break;
      }
    }
    settle();
  }

  private void settle() throws StepFailed, Unreachable, InterruptedException {
    runMode.applyScheduled(targetOptions);
    settled = hostStateCache.foreseen();
  }

  private <S> void reach(Want.Reach<S> want) throws StepFailed, Unreachable, InterruptedException {
    var from = state(want.fact());
    if (from.isEmpty()) {
      return;
    }
    var to = want.wish().apply(from.get());
    if (to.equals(from.get())) {
      return;
    }
    if (!want.wish().apply(to).equals(to)) {
      throw new StepFailed(
          Failure.of(
              "the module does not converge: it wants to change %s even when it is %s"
                  .formatted(want.fact().label(), to),
              "this is a bug in the module"));
    }
    runMode.scheduleChange(want, from.get(), to, targetOptions);
    differences.addAll(want.fact().differences(from.get(), to));
    changed = true;
  }

  private <S> void require(Want.Require<S> want)
      throws StepFailed, Unreachable, InterruptedException {
    var state = state(want.fact());
    if (state.isPresent() && !want.met().test(state.get())) {
      fail(want.otherwise().apply(state.get()));
    }
  }

  private <S> void look(Want.Look<S> want) throws StepFailed, Unreachable, InterruptedException {
    settle();
    state(want.fact()).ifPresent(s -> keep(want.as(), want.fact().values(s)));
  }

  private <S> void await(Want.Await<S> want) throws StepFailed, Unreachable, InterruptedException {
    settle();
    var open = runMode.await(want, targetOptions);
    if (open.isEmpty()) {
      return;
    }
    if (changed) {
      // It certainly changes something, but not the state it then waits for.
      waits = true;
      unrun = true;
      hostStateCache.markUncertain(open.get());
    } else {
      unsure = open;
    }
  }

  private void reconnect(Want.Reconnect want) throws StepFailed, Unreachable, InterruptedException {
    settle();
    var away = runMode.reconnect(want, targetOptions);
    settled = hostStateCache.foreseen();
    changed = true;
    away.ifPresentOrElse(
        time -> values.put("elapsed", time.toSeconds()),
        () -> {
          unrun = true;
          differences.add(new Difference.ValueDifference("would run", "", want.label()));
        });
  }

  private void pause(Duration time) throws StepFailed, Unreachable, InterruptedException {
    settle();
    runMode.pause(time);
  }

  private <S> void obtain(Want.Obtain<S> want)
      throws StepFailed, Unreachable, InterruptedException {
    var given = state(want.given());
    if (given.isEmpty()) {
      return;
    }
    runMode.checkObtainable();
    keep(
        want.as(),
        stepServices.controllerResourceCache().get(want.supply().apply(given.get()), stepServices));
  }

  private void keep(String as, Map<String, Object> seen) {
    if (as.isEmpty()) {
      values.putAll(seen);
    } else {
      values.put(as, seen);
    }
  }

  private void consult(Want.Consult want) throws StepFailed, Unreachable, InterruptedException {
    settle();
    unsure = runMode.whyNotAsked(want);
    if (unsure.isPresent()) {
      return;
    }
    // A question should change nothing, but nothing depends on it.
    hostStateCache.performedActions().begin();
    try (var stepHostAccess =
        new StepHostAccess(target, targetOptions, stepServices, runMode.isCheckMode())) {
      keep(want.as(), want.question().ask(stepHostAccess));
    } catch (Unobtainable e) {
      throw new StepFailed(Failure.of(e.getMessage(), e.hint()));
    } finally {
      hostStateCache.performedActions().end();
    }
  }

  private void perform(Want.Perform want) throws StepFailed, Unreachable, InterruptedException {
    settle();
    if (want.due().isPresent()) {
      var due = state(want.due().get());
      if (due.isEmpty()) {
        return;
      }
      if (!due.get()) {
        // Earlier actions count as successful: a later task may check the exit status.
        ran = Optional.of(new Target.CommandOutput(0, "", "", 0));
        return;
      }
    }
    command = text(want.runCommand());
    var performResult = runMode.perform(want, harmless, targetOptions);
    settled = hostStateCache.foreseen();
    switch (performResult) {
      case RunMode.PerformResult.DidRun(Target.CommandOutput result) -> {
        if (result.exit() != 0 && want.effect() == Want.Effect.CHANGES) {
          // This was no user command, so its exit status is of no interest.
          var script = want.runCommand().script();
          throw new StepFailed(
              StepFailed.failure(
                  command, script.failureHint(), result.exit(), result.out(), result.err()));
        }
        ran = Optional.of(result);
        changed = !harmless;
      }
      case RunMode.PerformResult.WouldChange() -> {
        unrun = true;
        changed = true;
        wouldRun(want);
      }
      case RunMode.PerformResult.WouldRun() -> unrun = true;
      case RunMode.PerformResult.MayChange(String why) -> {
        unrun = true;
        unsure = Optional.of(why);
        wouldRun(want);
      }
    }
  }

  private void wouldRun(Want.Perform want) {
    differences.add(new Difference.ValueDifference("would run", "", want.label()));
  }

  /** Returns the state of a fact; empty if it cannot be known and this is not a failure. */
  private <S> Optional<S> state(Fact<S> fact) throws StepFailed, Unreachable, InterruptedException {
    var sight = hostStateCache.see(fact, targetOptions);
    if (sight instanceof Unknown) {
      // A run does not predict states that it can bring about and read.
      settle();
      sight = hostStateCache.see(fact, targetOptions);
    }
    return switch (sight) {
      case Known<S>(S state) -> Optional.of(state);
      case Invalid<S>(String why) -> {
        fail("%s cannot be read: %s".formatted(fact.label(), why));
        yield Optional.empty();
      }
      case Unknown<S>(String why) -> {
        unsure = Optional.of(why);
        yield Optional.empty();
      }
    };
  }

  /** Fails, unless a step with unknown effects may have met the requirement. */
  private void fail(String text) throws StepFailed {
    var unmetReason = UnmetReason.said(text);
    if (hostStateCache.uncertainReason().isEmpty()) {
      throw new StepFailed(Failure.of(unmetReason.message(), unmetReason.hint()));
    }
    unsure =
        Optional.of(
            unmetReason.message()
                + ", unless an earlier step fixes it: "
                + hostStateCache.uncertainReason().get());
  }

  private static String text(Change.RunCommand runCommand) {
    return runCommand.script().text();
  }
}
