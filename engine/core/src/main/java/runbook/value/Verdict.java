package runbook.value;

/** What a condition comes to. */
public sealed interface Verdict {

  /** True. */
  record Yes() implements Verdict {}

  /** False; the text is the condition that was not met. */
  record No(String why) implements Verdict {}

  /** It depends on something unknown. */
  record Maybe(String why) implements Verdict {}
}
