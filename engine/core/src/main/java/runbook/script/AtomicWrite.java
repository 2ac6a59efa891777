package runbook.script;

import java.util.Optional;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;

/**
 * Builds the script that replaces a file atomically. It must run in a subshell of its own.
 *
 * <p>A link at the destination is replaced, not followed. A folder at the destination, or a link to
 * one, is refused. Only the future owner can read the temporary file. It lies in the same folder
 * and is removed however the script ends.
 */
record AtomicWrite(
    HostPath path,
    String size,
    Optional<Script> maker,
    FileMode fileMode,
    Optional<String> user,
    Optional<String> group,
    Optional<String> validate,
    boolean backup,
    String nonce) {

  private static final ShellFile WRITE = ShellFile.beside(AtomicWrite.class, "write.sh");
  private static final ShellFile BACKUP = ShellFile.beside(AtomicWrite.class, "backup.sh");

  /** Returns a script that reads the file from standard input. */
  static AtomicWrite of(Change.WriteFile write, String nonce) {
    return new AtomicWrite(
        write.path(),
        String.valueOf(write.fileContent().size()),
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
        "",
        Optional.of(make.maker()),
        make.fileMode(),
        make.user(),
        make.group(),
        make.validate(),
        make.backup(),
        nonce);
  }

  String script() {
    var text = new StringBuilder(Script.of("d={} z={}\n", path, size).text());
    text.append(Script.of("t=${d%/*}/{}\n", ".runbook-" + nonce + ending()).text());
    text.append(WRITE.text());
    maker.ifPresent(script -> text.append("(\n").append(script.whole()).append("\n) || exit\n"));
    text.append(ownership());
    text.append("chmod %05o \"$t\" || exit\n".formatted(fileMode.bits()));
    validate.ifPresent(command -> text.append(validation(command)));
    if (backup) {
      text.append(BACKUP.text());
    }
    return text.append("mv -f \"$t\" \"$d\" || exit\ntrap - EXIT\n").toString();
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

  private String ownership() {
    if (user.isEmpty()) {
      return group.map(g -> Script.of("chgrp -- {} \"$t\" || exit\n", g).text()).orElse("");
    }
    var both = user.get() + group.map(g -> ":" + g).orElse("");
    return Script.of("chown -- {} \"$t\" || exit\n", both).text();
  }

  /**
   * Runs the command in a subshell, since it may call {@code exit}; its output explains the error.
   */
  private static String validation(String command) {
    var asked = command.replace("%s", "\"$t\"");
    return Script.of(
            "( eval {} ) </dev/null >&2 || die {}\n",
            asked,
            "the new content was refused by: " + command)
        .text();
  }
}
