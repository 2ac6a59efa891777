package runbook.step;

/** What looking at a fact showed. */
public sealed interface Sight<S> {

  /** Its state. */
  record Known<S>(S state) implements Sight<S> {}

  /** The host would not say; a step that needs it fails. */
  record Illegible<S>(String why) implements Sight<S> {}

  /** In check mode: it depends on what an earlier step would leave behind. */
  record Unforeseen<S>(String why) implements Sight<S> {}
}
