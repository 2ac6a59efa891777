package runbook.modules.systemd;

/** Tells whether systemd must read the files of a unit again. */
public enum ReloadNeed {
  NO,
  YES,
  /**
   * Only in a prediction, which cannot know it: systemd unloads a stopped unit once no other unit
   * refers to it, and then reads its files when the unit is next needed.
   */
  MAYBE
}
