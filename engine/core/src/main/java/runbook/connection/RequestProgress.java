package runbook.connection;

/** Follows a request while the host carries it out. */
@FunctionalInterface
public interface RequestProgress {

  RequestProgress IGNORED = (part, exit) -> {};

  /**
   * A part has ended. Called by the thread that reads the answer.
   *
   * @param part the number of the part, beginning with 0
   */
  void ended(int part, int exit);
}
