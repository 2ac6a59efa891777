package runbook.shell;

import java.util.Optional;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;

/**
 * The script that puts a file in place, as a whole or not at all.
 *
 * <p>A link at the destination is replaced, not followed. A folder at the destination, or a link to
 * one, is refused. Nobody but the owner-to-be can read the temporary file, which lies in the same
 * folder and is gone however the script ends.
 */
record AtomicWrite(
    HostPath path,
    Script fill,
    Mode mode,
    Optional<String> user,
    Optional<String> group,
    Optional<String> validate,
    boolean backup,
    String nonce) {

  private static final String INPUT =
      """
      set -C
      e=$(cat 2>&1 > "$t") || die "cannot write $d: ${e#cat: }"
      set +C
      s=$(wc -c < "$t") || exit
      [ $s -eq $z ] || die "only $s of $z bytes reached $t: is the disk full?"
      """;

  /** The file is there, and nobody else's, before the maker opens it. */
  private static final String EMPTY =
      """
      set -C
      e=$(cat </dev/null 2>&1 > "$t") || die "cannot write $d: ${e#cat: }"
      set +C
      """;

  /** The file is the standard input. */
  static AtomicWrite of(Change.WriteFile write, String nonce) {
    var fill = Script.of("z={}\n" + INPUT, write.content().size());
    return new AtomicWrite(
        write.path(),
        fill,
        write.mode(),
        write.user(),
        write.group(),
        write.validate(),
        write.backup(),
        nonce);
  }

  static AtomicWrite of(Change.MakeFile make, String nonce) {
    var fill = new Script(EMPTY + "(\n" + make.maker().whole() + "\n) || exit\n");
    return new AtomicWrite(
        make.path(),
        fill,
        make.mode(),
        make.user(),
        make.group(),
        make.validate(),
        make.backup(),
        nonce);
  }

  String script() {
    var temporary = beside(".runbook-" + nonce + ending());
    var text = new StringBuilder("(\n");
    text.append(Script.of("d={}\nt={}\n", path, temporary).text());
    text.append(
        """
        die() { printf '%s\\n' "$1" >&2; exit 1; }
        [ ! -d "$d" ] || die "$d is a directory"
        trap 'rm -f "$t"' EXIT
        trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 141' PIPE; trap 'exit 143' TERM
        umask 077
        """);
    text.append(fill.text());
    text.append(ownership());
    text.append("chmod %05o \"$t\" || exit\n".formatted(mode.bits()));
    validate.ifPresent(command -> text.append(validation(command)));
    if (backup) {
      text.append(BACKUP);
    }
    return text.append("mv -f \"$t\" \"$d\" || exit\ntrap - EXIT\n)\n").toString();
  }

  /** Kept, for commands that validate a file by its kind: {@code systemd-analyze verify %s}. */
  private String ending() {
    var name = path.path().substring(path.path().lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 && name.length() - dot < 20 ? name.substring(dot) : "";
  }

  private String beside(String name) {
    var folder = path.parent().path();
    return folder.equals("/") ? folder + name : folder + "/" + name;
  }

  private String ownership() {
    if (user.isEmpty()) {
      return group.map(g -> Script.of("chgrp -- {} \"$t\" || exit\n", g).text()).orElse("");
    }
    var both = user.get() + group.map(g -> ":" + g).orElse("");
    return Script.of("chown -- {} \"$t\" || exit\n", both).text();
  }

  /** In a subshell, for a command that says {@code exit}; its output tells what is wrong. */
  private static String validation(String command) {
    var asked = command.replace("%s", "\"$t\"");
    return Script.of(
            "( eval {} ) </dev/null >&2 || die {}\n",
            asked,
            "the new content was refused by: " + command)
        .text();
  }

  private static final String BACKUP =
      """
      if [ -f "$d" ]; then
        b=$d.$(date -u +%Y%m%dT%H%M%SZ) || exit
        n=
        while [ -e "$b$n.bak" ] || [ -L "$b$n.bak" ]; do n=$((n - 1)); done
        cp -p "$d" "$b$n.bak" || exit
      fi
      """;
}
