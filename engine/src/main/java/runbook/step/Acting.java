package runbook.step;

import java.util.ArrayList;
import java.util.List;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.module.Fact;
import runbook.module.Want;
import runbook.step.Target.Performed;

/** A run: the changes are carried out, and the host is asked whether they did what they should. */
record Acting(Target target, Picture picture) implements Hand {

  @Override
  public <S> void bring(Want.Reach<S> want, S from, S to, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var again = picture.changed(want.fact(), manner);
    var changes = want.fact().changes(from, to);
    learn(target.perform(changes, again, manner), again, manner);
    switch (picture.see(want.fact(), manner)) {
      case Sight.Known<S>(S now) when want.wish().apply(now).equals(now) -> {}
      case Sight.Known<S>(S now) ->
          throw new StepFailed(
              Failure.of(
                  "%s is not as wanted after the change: it is %s, and should be %s"
                      .formatted(want.fact().label(), now, want.wish().apply(now)),
                  "something on the host undoes the change, or the module is wrong"));
      case Sight.Illegible<S>(String why) ->
          throw new StepFailed(
              "%s cannot be read after the change: %s".formatted(want.fact().label(), why));
      case Sight.Unforeseen<S>(String why) ->
          throw new IllegalStateException("a run foresees nothing: " + why);
    }
  }

  @Override
  public Deed perform(Want.Perform want, boolean harmless, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var again = new ArrayList<Fact<?>>(harmless ? List.of() : picture.changed(manner));
    want.due().filter(due -> !again.contains(due)).ifPresent(again::add);
    var performed = target.perform(List.of(want.exec()), again, manner);
    learn(performed, again, manner);
    var ran = performed.ran().orElseThrow();
    if (ran.exit() == 0 && want.due().isPresent()) {
      stillDue(want, want.due().get(), manner);
    }
    return new Deed.Ran(ran);
  }

  private void stillDue(Want.Perform want, Fact<Boolean> due, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    if (picture.see(due, manner).equals(new Sight.Known<>(true))) {
      throw new StepFailed(
          Failure.of(
              "'%s' ran, and is as due as before: %s".formatted(want.label(), due.label()),
              "the command must bring about what its condition looks for"));
    }
  }

  private void learn(Performed performed, List<Fact<?>> again, Target.Manner manner) {
    picture.learn(again, performed.again(), manner);
  }
}
