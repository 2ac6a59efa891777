package runbook.step;

import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;

/** Connects to the host of a step again, after the step has ended the connection. */
public interface HostReconnector {

  /** Closes what is left of the connection and opens another. */
  void reopen() throws LeaseTaken, Unreachable, InterruptedException;

  /** Returns one for a host that needs no connection. */
  static HostReconnector none(WaitStrategy waitStrategy) {
    return new HostReconnector() {
      @Override
      public void reopen() {
        // It is always there.
      }

      @Override
      public WaitStrategy waitStrategy() {
        return waitStrategy;
      }
    };
  }

  /** Returns how to wait while no other host may act on this one. */
  WaitStrategy waitStrategy();
}
