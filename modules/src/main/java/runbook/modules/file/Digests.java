package runbook.modules.file;

import runbook.module.ShellFile;

/** How a host takes digests. */
public final class Digests {

  /** {@code digest}, and {@code has}. */
  public static final ShellFile SH = ShellFile.beside(Digests.class, "digest.sh");

  private Digests() {}
}
