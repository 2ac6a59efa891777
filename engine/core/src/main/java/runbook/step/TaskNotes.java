package runbook.step;

/**
 * What a host notes about a task, so that another run knows if this one is killed. Each is a simple
 * command for the host's shell; empty if there is nothing to note.
 *
 * @param changed runs before the task changes anything
 * @param keep keeps the output of the task's command
 * @param done runs in the same part of a request as the command, if the output could be kept
 */
public record TaskNotes(String changed, String keep, String done) {

  /** Returns the same notes without the output, which may hold a secret. */
  public TaskNotes withoutOutput() {
    return new TaskNotes(changed, "", done);
  }

  String onSuccess() {
    return keep.isEmpty() || done.isEmpty() ? done : keep + " && " + done;
  }
}
