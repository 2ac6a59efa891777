package runbook.step;

/**
 * What a host notes about a task, so that another run knows if this one is killed. Each is a simple
 * command for the host's shell; empty if there is nothing to note.
 *
 * @param changed runs before the task changes anything
 * @param done runs in the same part of a request as the command of the task
 */
public record TaskNotes(String changed, String done) {}
