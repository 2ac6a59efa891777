package runbook.modules.file;

import runbook.module.ShellFile;

/** The shell functions that compute digests on a host. */
public final class DigestScript {

  /** Defines {@code digest} and {@code has}. */
  public static final ShellFile SH = ShellFile.beside(DigestScript.class, "digest.sh");

  private DigestScript() {}
}
