package runbook.schema;

import runbook.value.Verdict;

/** What became of something that is made of variables. */
public sealed interface Judged<T> {

  /** It is known. */
  record Known<T>(T value) implements Judged<T> {}

  /** It needs something that is not known yet. */
  record Unsure<T>(String why) implements Judged<T> {}

  /** A problem says what is wrong with it. */
  record Refused<T>() implements Judged<T> {}

  static Judged<Boolean> of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Yes() -> new Known<>(true);
      case Verdict.No(_) -> new Known<>(false);
      case Verdict.Maybe(String why) -> new Unsure<>(why);
    };
  }
}
