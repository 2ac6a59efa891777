package runbook.step;

import runbook.connection.Unreachable;

/** Changes that a host is carrying out, or will carry out if those before them go as predicted. */
public interface PendingChanges {

  /** Waits until they are carried out. */
  Target.PerformedChanges await() throws StepFailed, Unreachable, InterruptedException;

  /** Waits like {@link #await}; returns whether all went as predicted, so that the host goes on. */
  boolean wentAsPredicted() throws InterruptedException;

  /** Waits until it is known whether the host began the changes, and returns that. */
  boolean wereBegun() throws InterruptedException;
}
