package runbook.step;

import java.time.Duration;
import java.util.Optional;
import runbook.event.Failure;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Want;

/** The reason a want is not met. */
record UnmetReason(String message, String hint) {

  /** Returns the reason; empty if the want is met. */
  static <S> Optional<UnmetReason> of(Want.Await<S> want, Knowledge<S> sight) {
    return switch (sight) {
      case Known<S>(S state) when want.met().test(state) -> Optional.empty();
      case Known<S>(S state) -> Optional.of(said(want.otherwise().apply(state)));
      case Invalid<S>(String why) ->
          Optional.of(new UnmetReason(want.fact().label() + " cannot be read: " + why, ""));
      case Unknown<S>(String why) -> Optional.of(new UnmetReason(why, ""));
    };
  }

  /** Splits a text at the first line break into message and hint. */
  static UnmetReason said(String text) {
    int end = text.indexOf('\n');
    return end < 0
        ? new UnmetReason(text, "")
        : new UnmetReason(text.substring(0, end), text.substring(end + 1).strip());
  }

  Failure after(Duration time) {
    var waited = time.isZero() ? "" : ", after " + StepServices.words(time);
    return Failure.of(message + waited, hint);
  }
}
