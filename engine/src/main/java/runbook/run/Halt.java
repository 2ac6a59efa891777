package runbook.run;

/** The wish of the user that the run stop at the next safe point: between two steps. */
public final class Halt {

  private volatile boolean requested;

  public void request() {
    requested = true;
  }

  public boolean requested() {
    return requested;
  }

  void check() throws InterruptedException {
    if (requested) {
      throw new InterruptedException("the run is to stop");
    }
  }
}
