package runbook.run;

/** A point at which hosts wait for others. */
interface WaitPoint {

  /** Records that the host has left: no host waits for it, and it counts as unavailable. */
  void hostLeft(String host, String why);
}
