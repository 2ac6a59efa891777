package runbook.run;

/** Something at which hosts wait for others. */
interface WaitPoint {

  /** The host takes no further part: nobody waits for it, and it counts as unavailable. */
  void hostLeft(String host, String why);
}
