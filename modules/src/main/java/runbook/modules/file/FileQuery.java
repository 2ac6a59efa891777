package runbook.modules.file;

import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.param.HostPath;

/** The script that reads the state of a path; {@code look.sh} documents its output. */
final class FileQuery {

  /** The longest text that is fetched for {@code --diff}. */
  static final int LONGEST_TEXT = 100_000;

  /** The function that reads many files at once. */
  static final String AHEAD = "look_ahead";

  private static final ShellFile LOOK = ShellFile.beside(FileQuery.class, "look.sh");

  private FileQuery() {}

  static Script of(HostPath path, Fact.Detail detail) {
    return fetching(path, detail == Fact.Detail.TEXT ? LONGEST_TEXT : -1);
  }

  /** Reads the state and the bytes, up to a limit. */
  static Script fetching(HostPath path, int fetch) {
    return unless(path, "", fetch);
  }

  /** Reads the state and the bytes, unless they have the digest or exceed the limit. */
  static Script unless(HostPath path, String digest, int most) {
    return LOOK.call("look_at", path, most, digest)
        .readAhead(AHEAD, path, most, digest)
        .sharing(DigestScript.SH);
  }
}
