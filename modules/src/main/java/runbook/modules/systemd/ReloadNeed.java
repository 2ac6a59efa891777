package runbook.modules.systemd;

/** Tells whether systemd must read the files of a unit again. */
public enum ReloadNeed {
  NO,
  YES,
  /**
   * Only in a prediction: systemd forgets a unit that does not run as soon as no other unit refers
   * to it, and then reads its files when they are next needed.
   */
  MAYBE
}
