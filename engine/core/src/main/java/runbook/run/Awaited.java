package runbook.run;

/** Something at which hosts wait for others. */
interface Awaited {

  /** The host takes no further part: nobody waits for it, and it counts as unavailable. */
  void gone(String host, String why);
}
