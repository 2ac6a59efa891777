package runbook.modules.file;

import runbook.module.ShellFile;

/** How a host takes digests. */
public final class DigestScript {

  /** {@code digest}, and {@code has}. */
  public static final ShellFile SH = ShellFile.beside(DigestScript.class, "digest.sh");

  private DigestScript() {}
}
