package runbook.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.connection.Unreachable;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.step.HostStateCache;
import runbook.step.ModuleCall;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.testkit.FolderSnapshot;

/** Plays two examples one after the other in one folder, as the tasks of a play. */
record PairPlay(Target target, Path folder, List<PlayableExample> pair) {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofMinutes(1));

  PairOutcome play() throws IOException, InterruptedException {
    empty();
    var predicted = steps(true, UnaryOperator.identity());
    var unforeseen = steps(true, UnforeseenFact::of);
    var done = steps(false, UnaryOperator.identity());
    var once = new PairOutcome.Run(done, FolderTree.of(folder));
    empty();
    var apart = apart();
    var fresh = new PairOutcome.Run(apart, FolderTree.of(folder));
    return new PairOutcome(pair, predicted, unforeseen, once, fresh);
  }

  private void empty() throws IOException {
    FolderSnapshot.delete(folder);
    Files.createDirectory(folder);
    for (var example : pair) {
      example.prepare(folder);
    }
  }

  private List<StepRecord> steps(boolean check, UnaryOperator<Module> as)
      throws InterruptedException {
    var cache = new HostStateCache(target);
    var modules = pair.stream().map(e -> as.apply(e.module(folder, target))).toList();
    try {
      cache.lookAhead(views(modules), List.of(), MANNER.detail(), MANNER.deadline());
    } catch (StepFailed | Unreachable e) {
      throw new IllegalStateException(e);
    }
    var steps = new ArrayList<StepRecord>();
    for (var module : modules) {
      cache.stillAhead(views(modules.subList(steps.size() + 1, modules.size())));
      steps.add(step(cache, check, module));
      if (steps.getLast().kind() == StepRecord.Kind.FAILED) {
        break;
      }
      if (steps.getLast().isUnknown()) {
        cache.markUncertain("the effect of an earlier step is unknown");
      }
    }
    return steps;
  }

  private static List<HostStateCache.FactView> views(List<Module> modules) {
    return modules.stream()
        .flatMap(module -> ModuleCall.facts(module).stream())
        .map(fact -> new HostStateCache.FactView(MANNER.become(), fact))
        .toList();
  }

  /** Plays each example with a cache of its own. */
  private List<StepRecord> apart() throws InterruptedException {
    var steps = new ArrayList<StepRecord>();
    for (var example : pair) {
      steps.add(step(new HostStateCache(target), false, example.module(folder, target)));
      if (steps.getLast().kind() == StepRecord.Kind.FAILED) {
        break;
      }
    }
    return steps;
  }

  private StepRecord step(HostStateCache cache, boolean check, Module module)
      throws InterruptedException {
    try {
      return StepRecord.of(new ModuleCall(target, cache, check, false, MANNER).run(module));
    } catch (StepFailed e) {
      return StepRecord.failed(e.failure().toString());
    } catch (Unreachable e) {
      throw new IllegalStateException(e);
    }
  }
}
