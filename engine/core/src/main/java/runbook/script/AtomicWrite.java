package runbook.script;

import java.util.Optional;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;

/**
 * Builds the script that replaces a file atomically.
 *
 * <p>A link at the destination is replaced, not followed. A folder at the destination, or a link to
 * one, is refused. Only the future owner can read the temporary file. It lies in the same folder,
 * or in a closed one there if other users could swap it, and is removed however the script ends.
 * The scripts use the shell functions of a session.
 */
record AtomicWrite(
    HostPath path,
    Optional<FileContent> content,
    Optional<Script> maker,
    FileMode fileMode,
    Optional<String> user,
    Optional<String> group,
    Optional<String> validate,
    boolean backup,
    String nonce) {

  /** Up to this size, a shell reads a file in less time than it takes to start a process. */
  private static final int SHORT = 2048;

  private static final String FORGET_WRITTEN = "rb_written=";

  private static final ShellFile WRITE = ShellFile.beside(AtomicWrite.class, "write.sh");
  private static final ShellFile VALIDATE = ShellFile.beside(AtomicWrite.class, "validate.sh");
  private static final ShellFile BACKUP = ShellFile.beside(AtomicWrite.class, "backup.sh");
  private static final ShellFile PLACE = ShellFile.beside(AtomicWrite.class, "place.sh");

  /** Returns a script that reads the file from standard input. */
  static AtomicWrite of(Change.WriteFile write, String nonce) {
    return new AtomicWrite(
        write.path(),
        Optional.of(write.fileContent()),
        Optional.empty(),
        write.fileMode(),
        write.user(),
        write.group(),
        write.validate(),
        write.backup(),
        nonce);
  }

  /** The file exists with private permissions before the maker opens it. */
  static AtomicWrite of(Change.MakeFile make, String nonce) {
    return new AtomicWrite(
        make.path(),
        Optional.empty(),
        Optional.of(make.maker()),
        make.fileMode(),
        make.user(),
        make.group(),
        make.validate(),
        make.backup(),
        nonce);
  }

  /** Returns a script that must run in a subshell of its own. */
  String script() {
    var size = content.map(bytes -> String.valueOf(bytes.size())).orElse("");
    var text = new StringBuilder(Script.of("d={} z={} n={}\n", path, size, temporary()).text());
    text.append(WRITE.text());
    maker.ifPresent(script -> text.append("(\n").append(script.whole()).append("\n) || exit\n"));
    text.append(Script.of("rb_set \"$t\" {} {} || exit\n", mode(), owner()).text());
    validate.ifPresent(command -> text.append(validation(command)));
    if (backup) {
      text.append(BACKUP.text());
    }
    return text.append(PLACE.text()).toString();
  }

  /**
   * Returns simple commands that write the text in the variable {@code rb_text}; empty if the
   * content must be made or validated, or the old one kept.
   */
  Optional<String> forText() {
    if (content.isEmpty() || validate.isPresent() || backup) {
      return Optional.empty();
    }
    var written =
        content
            .filter(bytes -> bytes.size() <= SHORT)
            .map(this::rememberWritten)
            .orElse(FORGET_WRITTEN);
    return Optional.of(
        Script.of("rb_new={}; rb_in {} rb_text {} {}", temporary(), path, mode(), owner()).text()
            + " && rb_new= "
            + written);
  }

  private String temporary() {
    return ".runbook-" + nonce + ending();
  }

  /** Lets queries after it compare the file with the text, which saves them a process. */
  private String rememberWritten(FileContent bytes) {
    return Script.of("rb_written={} rb_size={} rb_digest={}", path, bytes.size(), bytes.sha256())
        .text();
  }

  /**
   * Returns the file's extension, for commands that validate by it: {@code systemd-analyze verify
   * %s}.
   */
  private String ending() {
    var name = path.path().substring(path.path().lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 && name.length() - dot < 20 ? name.substring(dot) : "";
  }

  /** Returns the words for {@code chown}, or an empty text. */
  private String owner() {
    return user.orElse("") + group.map(g -> ":" + g).orElse("");
  }

  /** A default ACL of the folder would win over a umask. */
  private String mode() {
    return "%05o".formatted(fileMode.bits());
  }

  /**
   * Runs the command in a subshell, since it may call {@code exit}; its output explains the error.
   */
  private static String validation(String command) {
    var asked = command.replace("%s", "\"$v\"");
    return VALIDATE.text()
        + Script.of(
                "( eval {} ) </dev/null >&2 || die {}\n",
                asked,
                "the new content was refused by: " + command)
            .text();
  }
}
