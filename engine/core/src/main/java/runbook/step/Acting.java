package runbook.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Want;
import runbook.step.Target.Performed;

/**
 * A run: changes are carried out, those of one step in one go, and the host is asked in the same go
 * whether they did what they should.
 */
final class Acting implements Hand {

  private final Target target;
  private final Picture picture;
  private final Pace pace;
  private final List<Want.Reach<?>> brought = new ArrayList<>();
  private final List<Place> written = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  Acting(Target target, Picture picture, Pace pace) {
    this.target = target;
    this.picture = picture;
    this.pace = pace;
  }

  @Override
  public <S> void bring(Want.Reach<S> want, S from, S to, Target.Manner manner) {
    brought.add(want);
    changes.addAll(want.fact().changes(from, to));
    written.addAll(picture.foresee(want.fact(), from, to, manner));
  }

  @Override
  public void settle(Target.Manner manner) throws StepFailed, Unreachable, InterruptedException {
    if (brought.isEmpty()) {
      return;
    }
    picture.awake();
    var facts = brought.stream().<Fact<?>>map(Want.Reach::fact).toList();
    var again = picture.changed(written, facts, manner);
    learn(target.perform(changes, again, manner), again, manner);
    for (var want : brought) {
      verify(want, manner);
    }
    brought.clear();
    written.clear();
    changes.clear();
  }

  private <S> void verify(Want.Reach<S> want, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    switch (picture.see(want.fact(), manner)) {
      case Known<S>(S now) when want.wish().apply(now).equals(now) -> {}
      case Known<S>(S now) ->
          throw new StepFailed(
              Failure.of(
                  "%s is not as wanted after the change: it is %s, and should be %s"
                      .formatted(want.fact().label(), now, want.wish().apply(now)),
                  "something on the host undoes the change, or the module is wrong"));
      case Invalid<S>(String why) ->
          throw new StepFailed(
              "%s cannot be read after the change: %s".formatted(want.fact().label(), why));
      case Unknown<S>(String why) ->
          throw new IllegalStateException("a run foresees nothing: " + why);
    }
  }

  @Override
  public Optional<String> unasked(Want.Consult want) {
    return Optional.empty();
  }

  @Override
  public boolean rehearses() {
    return false;
  }

  @Override
  public Deed perform(Want.Perform want, boolean harmless, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var again = picture.changed(want.writes(), want.due().stream().toList(), manner);
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
    if (picture.see(due, manner).equals(new Known<>(true))) {
      throw new StepFailed(
          Failure.of(
              "'%s' ran, and is as due as before: %s".formatted(want.label(), due.label()),
              "the command must bring about what its condition looks for"));
    }
  }

  @Override
  public <S> Optional<String> await(Want.Await<S> want, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var wait = pace.begin(want.within(), want.every());
    var missing = Missing.of(want, picture.see(want.fact(), manner));
    while (missing.isPresent()) {
      if (!wait.goesOn(missing.get().message())) {
        throw new StepFailed(missing.get().after(want.within()));
      }
      missing = Missing.of(want, picture.seeAgain(want.fact(), manner));
      if (missing.isEmpty()) {
        // While it waited other things may have changed as well.
        picture.lookAgain(manner);
      }
    }
    return Optional.empty();
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    pace.patience().pause(time);
  }

  private void learn(Performed performed, List<Fact<?>> again, Target.Manner manner) {
    picture.learn(again, performed.again(), manner);
  }
}
