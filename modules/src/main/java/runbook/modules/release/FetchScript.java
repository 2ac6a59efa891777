package runbook.modules.release;

import java.time.Duration;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.modules.file.DigestScript;

/** How a host gets something from a web server itself, or from a folder of its own. */
final class FetchScript {

  /** {@code die MESSAGE} says why and ends. */
  static final ShellFile DIE = ShellFile.beside(FetchScript.class, "die.sh");

  private static final ShellFile SH = ShellFile.beside(FetchScript.class, "fetch.sh");

  private FetchScript() {}

  /** The script with all that it needs to call {@code fetch} and {@code check_digest}. */
  static Script withFetch(Script script) {
    return script.sharing(DIE, DigestScript.SH, SH);
  }

  /** As {@code fetch} takes it: no part of a second. */
  static long seconds(Duration silence) {
    return Math.max(1, silence.toSeconds());
  }
}
