package runbook.script;

import java.util.ArrayList;
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
 * one, is refused. Only the future owner can read the temporary file. It lies in the same folder
 * and is removed however the script ends.
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
  private static final ShellFile BACKUP = ShellFile.beside(AtomicWrite.class, "backup.sh");

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
    var text = new StringBuilder(Script.of("d={} z={} t={}\n", path, size, temporary()).text());
    text.append(WRITE.text());
    maker.ifPresent(script -> text.append("(\n").append(script.whole()).append("\n) || exit\n"));
    ownership("$t").ifPresent(script -> text.append(script.text()).append(" || exit\n"));
    text.append(mode("$t").text()).append(" || exit\n");
    validate.ifPresent(command -> text.append(validation(command)));
    if (backup) {
      text.append(BACKUP.text());
    }
    return text.append("mv -f \"$t\" \"$d\" || exit\ntrap - EXIT\n").toString();
  }

  /**
   * Returns simple commands that write the text in the variable {@code rb_text}, with the shell
   * functions of a session; empty if the content must be made or validated, or the old one kept.
   */
  Optional<String> forText() {
    if (content.isEmpty() || validate.isPresent() || backup) {
      return Optional.empty();
    }
    var commands = new ArrayList<Script>();
    commands.add(Script.of("rb_new={}; rb_write {}", temporary(), path));
    ownership("$rb_new").ifPresent(commands::add);
    // A default ACL of the folder would win over a umask.
    commands.add(mode("$rb_new"));
    commands.add(Script.of("mv -f \"$rb_new\" {}", path));
    var written =
        content
            .filter(bytes -> bytes.size() <= SHORT)
            .map(this::rememberWritten)
            .orElse(FORGET_WRITTEN);
    return Optional.of(Script.allOf(commands).text() + " && rb_new= " + written);
  }

  private HostPath temporary() {
    return path.parent().child(".runbook-" + nonce + ending());
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

  private Optional<Script> ownership(String file) {
    if (user.isEmpty()) {
      return group.map(g -> Script.of("chgrp -- {} \"" + file + "\"", g));
    }
    var both = user.get() + group.map(g -> ":" + g).orElse("");
    return Optional.of(Script.of("chown -- {} \"" + file + "\"", both));
  }

  private Script mode(String file) {
    return new Script("chmod %05o \"%s\"".formatted(fileMode.bits(), file));
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
