package runbook.modules.etcd;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.param.HostPath;

/** The etcdctl of a host, with the files it needs to be let in. */
public record Etcdctl(
    HostPath binary, Optional<HostPath> cacert, Optional<HostPath> cert, Optional<HostPath> key) {

  private static final ShellFile SH = ShellFile.beside(Etcdctl.class, "etcdctl.sh");

  /** {@code tell TAG COMMAND…}: every line the command prints, behind a tag. */
  public static final Script TELL = new Script("").sharing(SH);

  /**
   * {@code ctl URLS WORDS…} in the scripts that use it. Every call has a deadline, and settings of
   * the user's environment, which etcdctl takes for a contradiction, have none.
   */
  public Script shellFunction() {
    return Script.of(
            "ctl() { etcdctl_with {} {} {} {} \"$@\"; }",
            binary,
            cacert.map(HostPath::path).orElse(""),
            cert.map(HostPath::path).orElse(""),
            key.map(HostPath::path).orElse(""))
        .sharing(SH);
  }

  /** What must be there before it can be asked. */
  public List<HostPath> files() {
    return Stream.concat(Stream.of(binary), Stream.of(cacert, cert, key).flatMap(Optional::stream))
        .toList();
  }
}
