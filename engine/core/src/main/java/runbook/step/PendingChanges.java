package runbook.step;

import runbook.connection.Unreachable;

/** Changes that a host carries out, or will if the changes before them do what was predicted. */
public interface PendingChanges {

  /** Waits until they are carried out. */
  Target.PerformedChanges await() throws StepFailed, Unreachable, InterruptedException;

  /** Reports whether the host did exactly what was predicted, and so goes on; waits as above. */
  boolean wentAsPredicted() throws InterruptedException;

  /** Reports whether the host began with them; waits until that is known. */
  boolean wereBegun() throws InterruptedException;
}
