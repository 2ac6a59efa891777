package runbook.connection;

/** Follows a request while the host carries it out. */
@FunctionalInterface
public interface RequestProgress {

  RequestProgress IGNORED = (part, exit) -> {};

  /**
   * Called when a part has ended, by the thread that reads the reply.
   *
   * @param part the number of the part, beginning with 0
   */
  void ended(int part, int exit);
}
