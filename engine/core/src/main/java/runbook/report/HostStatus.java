package runbook.report;

/**
 * What a host does at the moment.
 *
 * @param what the step or what it waits for; empty if the state says all
 * @param since when that began, in nanoseconds
 */
record HostStatus(HostState hostState, String what, long since) {

  /** The states in the order in which they are counted. */
  enum HostState {
    WAITING("waiting"),
    CONNECTING("connecting"),
    WORKING("working"),
    DONE("done"),
    STOPPED("stopped"),
    FAILED("failed"),
    UNREACHABLE("unreachable");

    private final String word;

    HostState(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }

    /** Reports whether a host in this state does nothing more in its play. */
    boolean isEnd() {
      return compareTo(DONE) >= 0;
    }
  }
}
