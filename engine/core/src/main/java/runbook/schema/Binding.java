package runbook.schema;

import runbook.module.Module;

/** What became of a module's parameters. */
public sealed interface Binding {

  /** All of them are known and right. */
  record Bound(Module module) implements Binding {}

  /** Nothing is wrong with them, but one depends on something unknown. */
  record Uncertain(String why) implements Binding {}

  /** There is a problem that says what is wrong. */
  record Refused() implements Binding {}
}
