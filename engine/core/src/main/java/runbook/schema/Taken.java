package runbook.schema;

/** What became of one value. */
sealed interface Taken {

  /** It is right. */
  record Got(Object value) implements Taken {}

  /** It, or a part of it, is not known yet. */
  record Unsure(String why) implements Taken {}

  /** It is wrong, and a problem says so. */
  record Wrong() implements Taken {}
}
