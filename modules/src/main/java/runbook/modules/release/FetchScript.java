package runbook.modules.release;

import java.time.Duration;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.modules.file.DigestScript;

/** The shell functions with which a host downloads from a web server or copies from a folder. */
final class FetchScript {

  /** Defines {@code die MESSAGE}, which reports an error and exits. */
  static final ShellFile DIE = ShellFile.beside(FetchScript.class, "die.sh");

  private static final ShellFile SH = ShellFile.beside(FetchScript.class, "fetch.sh");

  private static final ShellFile WGET = ShellFile.beside(FetchScript.class, "wget.sh");

  private FetchScript() {}

  /** Adds the definitions of {@code fetch} and {@code check_digest} to a script. */
  static Script withFetch(Script script) {
    return script.sharing(DIE, DigestScript.SH, WGET, SH);
  }

  /** Converts a duration to whole seconds for {@code fetch}. */
  static long seconds(Duration silence) {
    return Math.max(1, silence.toSeconds());
  }
}
