package runbook.step;

import java.time.Duration;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.module.Want;
import runbook.module.Want.Effect;

/** Check mode: nothing is done, but everything later is judged as if it had been. */
record Foretelling(Picture picture) implements Hand {

  @Override
  public <S> void bring(Want.Reach<S> want, S from, S to, Target.Manner manner) {
    picture.foretell(want.fact(), from, to, manner);
  }

  @Override
  public void settle(Target.Manner manner) {
    // What is foreseen stays foreseen.
  }

  @Override
  public <S> Optional<String> await(Want.Await<S> want, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var missing = Missing.of(want, picture.see(want.fact(), manner));
    return missing.map(what -> "would wait: " + what.message());
  }

  @Override
  public void pause(Duration time) {
    // Time is all that would pass.
  }

  @Override
  public Optional<String> unasked(Want.Consult want) {
    var question = want.question();
    return picture
        .clouded()
        .or(() ->
            picture
                .changing(question.places())
                .map(what -> "an earlier step would change " + what))
        .or(() ->
            question.spansHosts()
                ? picture.prospects().obstacle(question.places())
                : Optional.empty())
        .map(why -> "%s is asked only when that is done: %s".formatted(question.label(), why));
  }

  @Override
  public boolean rehearses() {
    return true;
  }

  @Override
  public Deed perform(Want.Perform want, boolean harmless, Target.Manner manner) {
    picture.foretell(want);
    if (want.due().isPresent()) {
      picture.foretellDone(want.due().get(), manner);
    }
    if (harmless) {
      return new Deed.WouldRun();
    }
    if (want.effect() == Effect.UNKNOWN) {
      // Whatever is known of the step itself, what else it touches is not.
      picture.cloud("'" + want.label() + "' may change anything");
    }
    return want.effect() == Effect.CHANGES || want.due().isPresent()
        ? new Deed.WouldChange()
        : new Deed.WhoKnows("check mode does not run commands");
  }
}
