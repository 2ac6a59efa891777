package runbook.modules.etcd;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.param.HostPath;

/** The etcdctl of a host, with the certificate files it needs. */
public record Etcdctl(
    HostPath binary, Optional<HostPath> cacert, Optional<HostPath> cert, Optional<HostPath> key) {

  private static final ShellFile SH = ShellFile.beside(Etcdctl.class, "etcdctl.sh");

  /**
   * Defines {@code ctl URLS WORDS…} for the scripts that use it. Every call has a deadline, and no
   * settings from the user's environment, which etcdctl would reject as contradictions.
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

  /** The files that must exist before etcdctl can run. */
  public List<HostPath> files() {
    return Stream.concat(Stream.of(binary), Stream.of(cacert, cert, key).flatMap(Optional::stream))
        .toList();
  }
}
