package runbook.run;

/** The wish of the user that the run stop at the next safe point: between two steps. */
final class Halt {

  private volatile boolean requested;

  void request() {
    requested = true;
  }

  boolean requested() {
    return requested;
  }

  void check() throws InterruptedException {
    if (requested) {
      throw new InterruptedException("the run is to stop");
    }
  }
}
